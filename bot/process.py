"""Run the bot until it is told to stop: against Telegram, or in the local playground."""

import asyncio
import contextlib
import signal
from collections.abc import Coroutine, Mapping
from contextlib import nullcontext
from functools import partial
from typing import Any

import structlog
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.application import build_application, publish_commands
from bot.background import background
from bot.content.collector import collecting, keep
from bot.content.live import LiveContent
from bot.content.sources import Sources
from bot.content.watching import follow, join, watch
from bot.delivery.outgoing.limits import Limits, LocalLimits
from bot.delivery.outgoing.shared_limits import SharedLimits
from bot.delivery.running import Running, running
from bot.exhaustion import ending_when_exhausted
from bot.folders import VAR
from bot.pack.packs import Packs
from bot.playground import server as playground
from bot.settings import Settings
from bot.store.database import Database
from bot.store.opening import open_database
from bot.store.upkeep import upkeep
from bot.web.app import over_http
from bot.web.endpoint import Endpoint
from bot.web.metrics import Metrics
from bot.web.registration import Registration
from bot.web.report import Instance
from bot.web.watchdog import watching
from handlers.chats.state import tidied
from handlers.context import BotApplication
from handlers.register import PRIVATE_COMMANDS, menu
from handlers.services import Services

_log = structlog.get_logger(__name__)
_LONGEST_PAUSE = 30.0
_PUBLISH_AGAIN = 60.0
_PUBLISH_LOOK = 10.0
_PACKS = VAR / "packs"
# Long enough to share a commit at a few questions a second: a third of the commits goes.
PATIENCE_SECONDS = 0.2


async def serve(settings: Settings) -> None:
    """Serve Telegram, or without a token the local playground, until SIGTERM or Ctrl-C.

    Raises:
        ContentError: The content cannot be loaded.
        StoreError: It is not safe to run on the database.
        InvalidToken: Telegram does not know the token (any more).
        WebError: COORDBOT_LISTEN cannot be listened on, or Telegram refuses COORDBOT_WEBHOOK_URL.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    with ending_when_exhausted():
        if settings.token is not None:
            token = settings.token.get_secret_value()
            await _unless(stop, _serve(settings, token, settings.api_url))
            return
        async with playground.serving() as url:
            _log.info("playground_ready", url=url)
            await _unless(stop, _serve(settings, playground.TOKEN, url))


async def _serve(settings: Settings, token: str, api_url: str) -> None:
    metrics = Metrics()
    content = LiveContent(Sources.of(settings))
    application = build_application(
        token,
        api_url=api_url,
        content=content,
        curators=settings.curators,
        keeps_gaps=settings.keep_gaps,
        operator=settings.operator,
        observer=metrics,
    )
    services: Services = application.bot_data["services"]
    instance = Instance(lambda: services.assistant)
    # Whoever plays sees for herself how the playground fares.
    shown = nullcontext() if settings.token is None else over_http(settings, instance, metrics)
    packs = Packs(lambda: services.local.knowledge, _PACKS)
    services.sizes = packs.size
    url, secret = settings.store, settings.installation
    async with watching(), shown, open_database(url, secret=secret) as database:
        await _reach(application)
        await join(content, database)
        async with (
            running(
                application,
                database=database,
                build=packs,
                limits=limits_on(database),
                patience=PATIENCE_SECONDS,
                observer=metrics,
            ) as bot,
            background(
                partial(upkeep, database, url, tidy=tidied),
                partial(publish, application),
                partial(watch, content, bot, services),
                partial(follow, content, bot, services),
                packs.keep_ready,
                collecting,
            ),
        ):
            keep()
            _log.info("ready", username=application.bot.username)
            with instance.at_work(bot):
                await _take_in(bot, settings.webhook)


def limits_on(database: Database) -> Limits:
    """Return the limits that hold for all who work on a database together."""
    return LocalLimits() if database.peers is None else SharedLimits(database.peers.side)


async def _take_in(bot: Running, endpoint: Endpoint | None) -> None:
    """Take updates in for ever, fetched or posted.

    Raises:
        InvalidToken: Telegram does not know the token any more.
        WebhookRefusedError: Telegram does not take the webhook.
    """
    revoked = asyncio.create_task(bot.health.revoked.wait())
    if endpoint is None:
        source = asyncio.create_task(bot.poll())
    else:
        registration = Registration(bot.application.bot, bot.health, endpoint)
        source = asyncio.create_task(bot.take_in(registration.run()))
    try:
        done, _waiting = await asyncio.wait({revoked, source}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        revoked.cancel()
        source.cancel()
    if revoked in done:
        raise InvalidToken
    await source


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


async def publish(
    application: BotApplication, *, again: float = _PUBLISH_AGAIN, look: float = _PUBLISH_LOOK
) -> None:
    """Fill the command menus, anew with content that has other ones; until cancelled.

    The bot answers without them, so nobody waits for that.

    Args:
        application: Whose menus.
        again: In how many seconds it is tried again when Telegram does not take them.
        look: So often is looked whether they are to be others, in seconds.
    """
    services: Services = application.bot_data["services"]
    published: Mapping[str, str] | None = None
    while True:
        wanted = menu(PRIVATE_COMMANDS, services.assistant.knowledge)
        if wanted == published:
            await asyncio.sleep(look)
            continue
        try:
            await publish_commands(application)
            published = wanted
        except TelegramError as error:
            reason = type(error).__name__
            _log.warning("commands_not_published", reason=reason, retry_in=again)
            await asyncio.sleep(again)


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do some work unless told to stop, whatever it waits for; it puts away what it has begun."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
    if not working.done():
        working.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working
