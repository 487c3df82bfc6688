"""What may be chosen for a chat, and its defaults."""

from pydantic import BaseModel, ConfigDict

from knowledge.answering.audience import Audience
from knowledge.answering.terms import Term
from knowledge.models import Situation


class ChatSettings(BaseModel):
    """What was chosen for a chat; language and country are kept beside it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    term: Term | None = None
    """Which word answers use; each document's own unless set."""
    situation: Situation | None = None
    """What kind of emergency the chat works in."""
    everybody_drives: bool = False
    """Whether every member may press in a procedure, not only its starter and administrators."""
    names: bool = False
    """Whether minutes name who ticked a step."""
    reminders: bool = False
    """Whether clocks of procedures send reminders."""
    time_zone: str | None = None
    """IANA name, such as ``Asia/Kabul``; reminders keep silent at night by it."""

    def but(self, **changed: object) -> "ChatSettings":
        """Return the settings with something chosen anew."""
        return self.model_copy(update=changed)

    @property
    def audience(self) -> Audience:
        """For whom answers are composed in the chat."""
        return Audience(self.situation, self.term)
