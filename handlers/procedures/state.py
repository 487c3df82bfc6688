"""What is remembered of the procedures that are open in a chat."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from knowledge.guided.run import Run
from knowledge.text.language import Language

AWAIT_SECONDS = 3600.0
"""A text that was asked for longer ago is not taken for it."""
MAX_OPEN = 5
"""Procedures open in one chat; more would be kept for nobody."""


class Wanted(StrEnum):
    """What the next text of a person is taken for."""

    REASON = "reason"
    NOTE = "note"
    FIELD = "field"


class Awaiting(BaseModel):
    """A text that a person was asked for."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    what: Wanted
    field: str = ""
    """The field to be filled in."""
    version: int
    """That of the screen on which it was asked for."""
    at: float = 0.0
    """When, in seconds since the epoch."""


class OpenProcedure(BaseModel):
    """One procedure that is open in a chat, and the message that shows it."""

    model_config = ConfigDict(extra="ignore")

    run: Run
    starter: int
    """The pseudonym of whoever started it."""
    language: Language
    """The language of whoever started it, unless the chat has one."""
    everybody: bool = False
    """Whether everybody in the group may press."""
    keep: bool = False
    """Whether it stays open when its papers have been sent."""
    thread_id: int | None = None
    """The forum topic it is in, where reminders go."""
    awaiting: dict[int, Awaiting] = {}
    """By the pseudonym of the person who was asked."""
    renewed: bool = False
    """Whether the content has changed under it, which is still to be said."""
    sent: int = 0
    """How often the message was sent anew; part of the name of the latest."""
    message_id: int | None = None
    """The latest message, once somebody pressed a button of it."""

    @property
    def key(self) -> str:
        """The name under which the latest message was sent."""
        return f"procedure:{self.run.id}:{self.sent}"

    def may_drive(self, alias: int, *, private: bool) -> bool:
        """Return whether a person may press here."""
        return private or self.everybody or alias == self.starter

    def without_old(self, now: float) -> "OpenProcedure":
        """Return what is left when the time of awaited texts is over."""
        awaiting = {a: w for a, w in self.awaiting.items() if now - w.at <= AWAIT_SECONDS}
        return self.model_copy(update={"awaiting": awaiting})
