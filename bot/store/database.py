"""Run jobs on the database, each in a transaction.

A job is a function of a connection. It may be run a second time if the first was rolled back, so
all it does must happen through the connection.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa

from bot.secret import Secret

if TYPE_CHECKING:
    from bot.store.peers import Peers

T = TypeVar("T")
Job = Callable[[sa.Connection], T]


class Database(ABC):
    """Where everything is kept."""

    def __init__(self, secret: Secret) -> None:
        self.secret = secret
        """What the pseudonyms in it are made with."""
        self.copying = asyncio.Lock()
        """Held while a copy is made, or copies are dropped."""

    peers: "Peers | None" = None
    """What ties the processes on one database together; None where there may be only one."""

    @abstractmethod
    async def run(self, job: Job[T], *, patience: float = 0.0) -> T:
        """Run a job and commit; return what the job returns.

        Args:
            job: What to do.
            patience: For how many seconds it may wait for another job to share a commit with.

        Raises:
            SQLAlchemyError: Nothing of the job has happened, or nobody knows whether it has.
        """

    async def drop_copies(self) -> None:
        """Remove every copy that this process keeps of the database."""
        return  # unless a kind of database has any

    @abstractmethod
    async def close(self) -> None:
        """Finish what was begun and close every connection."""
