"""Notice changes of the content files, and tell the curators what came of them."""

import asyncio
import hashlib
from collections.abc import Sequence

import structlog
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from watchfiles import Change as FileChange
from watchfiles import awatch

from bot.content.live import LiveContent
from bot.delivery.repeated import Repeated
from bot.delivery.running import Running
from bot.store.database import Database
from handlers.curators.content import NEWS
from handlers.outside import Change
from handlers.services import Services
from knowledge.exceptions import Problem

_log = structlog.get_logger(__name__)
_repeated = Repeated(_log)
_QUIET_MILLISECONDS = 500
"""A change is over when nothing more has changed for so long; looked for just as often."""
_LONGEST_MILLISECONDS = 2000
"""Long enough for a copy of many files to be one change."""
_NEVER = 0
_AGAIN_SECONDS = 60.0
_LOOK_SECONDS = 2.0
"""Measured: a look takes 0.3 ms of CPU, the server's included."""
_NEWS_SECONDS = 600.0
_MOST_PROBLEMS = 50


async def watch(content: LiveContent, bot: Running, services: Services) -> None:
    """Reload content whenever its files change, until cancelled."""
    await content.remember()
    while True:
        try:
            # What changed before anybody watched.
            await announce(bot, services, await content.catch_up())
            folders = [folder for folder in content.sources.folders if folder.is_dir()]
            async for _changes in awatch(
                *folders,
                watch_filter=_is_content,
                debounce=_LONGEST_MILLISECONDS,
                step=_QUIET_MILLISECONDS,
                rust_timeout=_NEVER,
            ):
                await announce(bot, services, await content.catch_up())
        except (OSError, RuntimeError, SQLAlchemyError) as error:
            _log.error("content_not_watched", reason=type(error).__name__)
        await asyncio.sleep(_AGAIN_SECONDS)


async def join(content: LiveContent, database: Database) -> None:
    """Let content be what was chosen on a database, which is waited for.

    Rather no answer than one from files that a curator has gone back from.
    """
    while True:
        try:
            return await content.join(database)
        except OperationalError as error:
            _repeated.warning("database_unreachable", reason=type(error.orig).__name__)
        await asyncio.sleep(_LOOK_SECONDS)


async def follow(content: LiveContent, bot: Running, services: Services) -> None:
    """Do what is chosen in other processes, if there can be any, until cancelled."""
    while bot.database.peers is not None:
        await asyncio.sleep(_LOOK_SECONDS)
        try:
            change = await content.agree()
            if change.problems:
                await announce(bot, services, change)
        except SQLAlchemyError as error:
            _repeated.error("content_not_watched", reason=type(error).__name__)


async def announce(bot: Running, services: Services, change: Change) -> None:
    """Tell the curators of new content, or of what is wrong with it; the same never twice."""
    if change.problems:
        await _tell_problems(bot, services, change.problems)
    elif change.swapped:
        # Several replicas notice the same change; going back and forth later is other news.
        key = f"{change.before}:{change.version}:{services.clock() // _NEWS_SECONDS:.0f}"
        await bot.tell(services.curators, NEWS, {"problems": ""}, key=key)


async def _tell_problems(bot: Running, services: Services, problems: Sequence[Problem]) -> None:
    lines = [str(problem).replace("\n", " ") for problem in problems]
    _log.critical("content_refused", problems=lines[:5])
    version = services.assistant.knowledge.version
    key = hashlib.sha256("\n".join((version, *lines)).encode()).hexdigest()[:16]
    text = "\n".join(lines[:_MOST_PROBLEMS])
    await bot.tell(services.curators, NEWS, {"problems": text}, key=key)


def _is_content(_change: FileChange, path: str) -> bool:
    return path.endswith(".yaml")
