"""What is kept for curators, read from the store."""

from collections.abc import Collection, Sequence

from bot.store import gaps, proposals, topics
from bot.store.database import Database
from handlers.chats.records import GapState, Proposal
from handlers.outside import Gap
from knowledge.models import EntryId


class StoreDesk:
    """The desk of a running bot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def gaps(self, states: Collection[GapState]) -> Sequence[Gap]:
        """Return the gaps in some states, most asked first."""
        return await self._database.run(lambda c: gaps.gaps(c, states))

    async def gap(self, id_: str) -> Gap | None:
        """Return the gap that a question belongs to."""
        return await self._database.run(lambda c: gaps.find(c, id_))

    async def proposal(self, id_: str) -> Proposal | None:
        """Return a proposal."""
        return await self._database.run(lambda c: proposals.find(c, id_))

    async def reached(self) -> frozenset[EntryId]:
        """Return the entries that were an answer in the last year."""
        return await self._database.run(topics.reached)
