"""An SQLite file, or a database in memory."""

import asyncio
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from bot.secret import Secret
from bot.store.batching import BatchingDatabase

MEMORY = "sqlite://"
_PRAGMAS = (
    "busy_timeout=5000",  # twice over, the webhook still has time to answer past the journal
    "journal_mode=WAL",
    "synchronous=FULL",  # what is acknowledged survives a power cut
    "secure_delete=ON",  # a removed message is not left behind in free pages
    "foreign_keys=ON",
)


class SQLiteDatabase(BatchingDatabase):
    """A file that one process has to itself."""

    def __init__(
        self, url: str = MEMORY, *, secret: Secret, drop_copies: Callable[[], None] | None = None
    ) -> None:
        engine = sa.create_engine(
            url,
            poolclass=sa.StaticPool,
            connect_args={"check_same_thread": False},
            paramstyle="named",  # the same kind as PostgreSQL's driver
            hide_parameters=True,  # an error must not print what people write
        )
        sa.event.listen(engine, "connect", _configure)
        self._drop_copies = drop_copies
        super().__init__(engine, secret)

    async def drop_copies(self) -> None:
        """Remove the copies beside the file."""
        if self._drop_copies is not None:
            await asyncio.to_thread(self._drop_copies)

    def _begin(self, connection: sa.Connection) -> None:
        # No event of the engine: with one, every statement looks for listeners.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _configure(connection: Any, _record: object) -> None:
    # Transactions begin where SQLiteDatabase says, not at the first change.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
