"""What may be chosen for a chat, and its defaults."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Term(StrEnum):
    """The Chinese word for a cluster; both are in official use."""

    JIQUN = "集群"
    QUNZU = "群组"


class Situation(StrEnum):
    """What kind of emergency the chat works in."""

    REFUGEE = "refugee"
    CONFLICT = "conflict"
    DISASTER = "disaster"
    MIXED = "mixed"


class ChatSettings(BaseModel):
    """What was chosen for a chat; language and country are kept beside it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    term: Term | None = None
    """Which word answers use; each document's own unless set."""
    situation: Situation | None = None
    everybody_drives: bool = False
    """Whether every member may press in a procedure, not only its starter and administrators."""
    names: bool = False
    """Whether minutes name who ticked a step."""
    reminders: bool = False
    """Whether clocks of procedures send reminders."""
    time_zone: str | None = None
    """IANA name, such as ``Asia/Kabul``; reminders keep silent at night by it."""
