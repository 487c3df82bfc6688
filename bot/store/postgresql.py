"""A PostgreSQL server, on which several processes may work at once."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.secret import Secret
from bot.store.batching import BatchingDatabase
from bot.store.database import Job
from bot.store.peers import LEASE_SECONDS, NAMED, Peers

# A server that went away without a word is given up, not waited for.
_CONNECT = {
    "connect_timeout": 10,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}

# A frozen process must not keep rows from the one that takes its work over.
_SETTINGS = f"""
    SELECT set_config('idle_in_transaction_session_timeout', '{LEASE_SECONDS}s', false), {NAMED}
"""


class PostgreSQLDatabase(BatchingDatabase):
    """A database that other processes work on too."""

    def __init__(self, url: str, *, secret: Secret) -> None:
        super().__init__(_engine(url), secret)
        self.peers: Peers = Peers(url, _CONNECT, side=_Side(url, secret))

    async def close(self) -> None:
        """Commit what waits and close every connection."""
        await self.peers.close()
        await super().close()


class _Side(BatchingDatabase):
    """A second connection, on which each statement is committed by itself, at once."""

    def __init__(self, url: str, secret: Secret) -> None:
        engine = _engine(url)
        super().__init__(engine.execution_options(isolation_level="AUTOCOMMIT"), secret)

    def _commit(self, jobs: Sequence[Job[Any]]) -> list[Any]:
        # One by one: where one fails, nothing is taken back of the others, which must not be run
        # again.
        results: list[Any] = []
        for job in jobs:
            results += super()._commit([job])
            if self._connection is None:
                # A server that is gone is so for the rest, too.
                return results + results[-1:] * (len(jobs) - len(results))
        return results


def _engine(url: str) -> sa.Engine:
    engine = sa.create_engine(
        url,
        poolclass=sa.NullPool,
        connect_args=_CONNECT,
        hide_parameters=True,  # an error must not print what people write
    )
    sa.event.listen(engine, "connect", _configure)
    return engine


def _configure(connection: Any, _record: object) -> None:
    connection.autocommit = True
    connection.execute(_SETTINGS)
    connection.autocommit = False
