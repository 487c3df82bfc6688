"""What a store needs from time to time: old rows out, a copy made."""

import asyncio
import time
from functools import partial
from pathlib import Path

import sqlalchemy as sa
import structlog

from bot.store.backup import back_up
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
                await asyncio.to_thread(_copy, path)
        except (sa.exc.SQLAlchemyError, OSError) as error:
            _log.error("upkeep_failed", reason=type(error).__name__)
        round_ += 1
        await asyncio.sleep(_PURGE_SECONDS)


def _copy(path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{path}", isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
            back_up(connection, path, stamp=stamp)
    finally:
        engine.dispose()
