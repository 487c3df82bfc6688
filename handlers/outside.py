"""What handlers need from outside to serve curators: what is kept to be read, and the content."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from handlers.chats.records import GapState, Proposal, Reason
from knowledge.exceptions import Problem
from knowledge.models import EntryId


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that ask the same and found no answer."""

    id: str
    question: str
    """The one that came first."""
    reason: Reason
    state: GapState
    entry: EntryId | None
    """Where a curator says that the answer stands or will stand."""
    count: int
    waiting: int
    """How many people want to be told."""
    first_asked: float
    """Seconds since the epoch."""
    wordings: tuple[str, ...] = ()
    """How it was asked, the first included."""


class Desk(Protocol):
    """What is kept for curators."""

    async def gaps(self, states: Collection[GapState]) -> Sequence[Gap]:
        """Return the gaps in some states, most asked first, without their wordings."""

    async def gap(self, id_: str) -> Gap | None:
        """Return the gap that a question belongs to, if it is still kept."""

    async def proposal(self, id_: str) -> Proposal | None:
        """Return a proposal, if it is still kept."""

    async def reached(self) -> frozenset[EntryId]:
        """Return the entries that were an answer to anybody in the last year."""


@dataclass(frozen=True, slots=True)
class Change:
    """What came of an attempt to change the content."""

    before: str
    """The version that was in force."""
    version: str
    """The version that is in force now."""
    problems: tuple[Problem, ...] = ()
    """Why new content was refused."""
    swapped: bool = False
    """Whether other content is in force now, or the same from mended files."""


class Content(Protocol):
    """The content that people are answered from."""

    async def reload(self) -> Change:
        """Read the files and, if they are good, answer from them from now on."""

    async def roll_back(self, asked: int) -> Change | None:
        """Answer from the version before; None if there is none.

        Done at once and not at the commit, so it must not be done twice.

        Args:
            asked: The number of the update that asks for it: handled twice, it goes back once.
        """

    async def put_aside(self, name: str, text: str) -> None:
        """Write a patch into the folder of those that wait for an editor.

        Done at once and not at the commit: an update that is handled twice writes the same twice.

        Args:
            name: The name of the file.
            text: What is in it.
        """
