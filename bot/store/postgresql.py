"""A PostgreSQL server that several processes know, and one at a time works on."""

import asyncio

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.secret import Secret
from bot.store.aliases import carry
from bot.store.database import Database, Job, T

_log = structlog.get_logger(__name__)
_ONE_AT_A_TIME = 20_261_125
_CHECK_SECONDS = 2.0
_TRY = sa.select(sa.func.pg_try_advisory_lock(_ONE_AT_A_TIME))
_WAIT = sa.select(sa.func.pg_advisory_lock(_ONE_AT_A_TIME))


class PostgreSQLDatabase(Database):
    """Jobs run at once, each in a transaction of its own."""

    def __init__(self, url: str, *, secret: Secret, connections: int = 10) -> None:
        super().__init__(secret)
        self._engine = create_async_engine(url, pool_size=connections, pool_pre_ping=True)
        carry(self._engine.sync_engine, secret)
        self._lock: AsyncConnection | None = None

    async def run(self, job: Job[T], *, patience: float = 0.0) -> T:  # noqa: ARG002
        """Run a job in a transaction of its own, at once: others cannot share it."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(job)

    async def wait_for_turn(self) -> None:
        """Wait until no other process works on the database: a second one stands by.

        The server gives the turn up by itself when a process or its connection dies.
        """
        if self._lock is not None and await self._holds():
            return
        connection = await self._engine.connect()
        connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
        if not await connection.scalar(_TRY):
            _log.info("standing_by")
            await connection.execute(_WAIT)
        self._lock = connection

    async def turn_lost(self) -> None:
        """Return when the connection that holds the turn is gone."""
        while await self._holds():  # noqa: ASYNC110 - a dead connection tells nobody
            await asyncio.sleep(_CHECK_SECONDS)

    async def _holds(self) -> bool:
        try:
            if self._lock is not None:
                await self._lock.execute(sa.select(1))
        except SQLAlchemyError:
            return False
        return True

    async def drop_copies(self) -> None:
        """Do nothing: this process makes none."""

    async def close(self) -> None:
        """Close every connection."""
        if self._lock is not None:
            lock, self._lock = self._lock, None
            try:
                await lock.invalidate()
                await lock.close()
            except SQLAlchemyError as error:
                _log.info("lock_not_closed", reason=type(error).__name__)
        await self._engine.dispose()
