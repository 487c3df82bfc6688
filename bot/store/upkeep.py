"""What a store needs from time to time: old rows out, a copy made."""

import asyncio
import time
from functools import partial

import sqlalchemy as sa
import structlog

from bot.store.backup import back_up_file
from bot.store.database import Database
from bot.store.opening import sqlite_path
from bot.store.retention import purge

_log = structlog.get_logger(__name__)
_PURGE_SECONDS = 600.0
_BACK_UP_EACH = 144  # purges, so once a day


async def upkeep(database: Database, url: str) -> None:
    """Purge every ten minutes and copy an SQLite file every day, until cancelled."""
    path = sqlite_path(url)
    round_ = 0
    while True:
        try:
            await database.run(partial(purge, now=time.time()))
            if path is not None and round_ % _BACK_UP_EACH == 0:
                await asyncio.to_thread(back_up_file, path)
        except (sa.exc.SQLAlchemyError, OSError) as error:
            _log.error("upkeep_failed", reason=type(error).__name__)
        round_ += 1
        await asyncio.sleep(_PURGE_SECONDS)
