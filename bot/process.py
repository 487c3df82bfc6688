"""Run the bot until it is told to stop: against Telegram, or in the local playground."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path
from typing import Any

import structlog
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.application import build_application, publish_commands
from bot.delivery.limits import LocalLimits
from bot.delivery.running import Running, running
from bot.playground import server as playground
from bot.settings import Settings
from bot.store.exceptions import StoreError
from bot.store.opening import open_database
from bot.store.upkeep import upkeep
from handlers.context import BotApplication
from handlers.state import tidied

_log = structlog.get_logger(__name__)
_LONGEST_PAUSE = 30.0
_SNAPSHOT = Path("var") / "content.json"  # beside the database, unless that is elsewhere
# Long enough to share a commit at a few questions a second: a third of the commits goes.
PATIENCE_SECONDS = 0.2


async def serve(settings: Settings) -> None:
    """Serve Telegram, or without a token the local playground, until SIGTERM or Ctrl-C.

    Raises:
        ContentError: The content cannot be loaded.
        StoreError: It is not safe to run on the database.
        InvalidToken: Telegram does not know the token (any more).
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if settings.token is not None:
        await _serve(settings, settings.token.get_secret_value(), settings.api_url, stop)
        return
    async with playground.serving() as url:
        _log.info("playground_ready", url=url)
        await _serve(settings, playground.TOKEN, url, stop)


async def _serve(settings: Settings, token: str, api_url: str, stop: asyncio.Event) -> None:
    application = build_application(
        token,
        api_url=api_url,
        knowledge_dir=settings.knowledge_dir,
        snapshot=_SNAPSHOT,
        operator=settings.operator,
    )
    url = settings.database_url.get_secret_value()
    async with open_database(url, secret=settings.installation) as database:
        if not await _unless(stop, _reach(application)):
            return
        async with (
            running(
                application, database=database, limits=LocalLimits(), patience=PATIENCE_SECONDS
            ) as bot,
            _background(upkeep(database, url, tidy=tidied), _publish(application)),
        ):
            _log.info("ready", username=application.bot.username)
            if await _unless(stop, _poll(bot)):
                raise StoreError("the connection that kept other processes away is gone")


async def _poll(bot: Running) -> None:
    """Poll until another process may have taken over.

    Raises:
        InvalidToken: Telegram does not know the token any more.
    """
    lost = asyncio.create_task(bot.database.turn_lost())
    revoked = asyncio.create_task(bot.health.revoked.wait())
    polling = asyncio.create_task(bot.poll())
    try:
        done, _waiting = await asyncio.wait(
            {revoked, polling, lost}, return_when=asyncio.FIRST_COMPLETED
        )
    finally:
        for task in (revoked, polling, lost):
            task.cancel()
    if revoked in done:
        raise InvalidToken
    if polling in done:
        await polling


async def _reach(application: BotApplication) -> None:
    """Initialize the application; wait for a network that is not there yet."""
    pause = 1.0
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            raise
        except NetworkError as error:
            _log.warning("telegram_unreachable", reason=type(error).__name__, retry_in=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        else:
            return


async def _publish(application: BotApplication) -> None:
    """Fill the command menus; the bot answers without them, so it does not wait."""
    try:
        await publish_commands(application)
    except TelegramError as error:
        _log.warning("commands_not_published", reason=type(error).__name__)


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Do some work unless told to stop; return whether it came to its end."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
    if working.done():
        await working
        return True
    working.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working
    return False


@contextlib.asynccontextmanager
async def _background(*works: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
