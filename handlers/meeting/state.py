"""What is kept of a meeting until its recap, for twelve hours at most."""

from pydantic import BaseModel, ConfigDict

from knowledge.text.language import Language

SECONDS = 12 * 3600.0
MAX_ASKED = 300
"""Questions kept of one meeting; nobody reads a longer recap."""
MAX_QUESTION = 200
MAX_TITLE = 80


class Asked(BaseModel):
    """A question that was asked in a meeting."""

    model_config = ConfigDict(extra="ignore")

    question: str
    message_id: int
    key: str
    """The name under which the answer was sent."""
    title: str = ""
    """What was answered; nothing while the question is open."""
    noted: bool = False
    """Whether it is no question but something to be noted."""


class Meeting(BaseModel):
    """A meeting that is on."""

    model_config = ConfigDict(extra="ignore")

    title: str
    began: float
    """In seconds since the epoch."""
    place: int
    """The pseudonym of where; a group that becomes a supergroup numbers its messages anew."""
    language: Language
    asked: list[Asked] = []
    missed: int = 0
    """Questions beyond those that are kept."""
    places: dict[str, str] = {}
    """Where each open procedure stood at the beginning, by the id of its run."""
