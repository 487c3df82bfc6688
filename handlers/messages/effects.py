"""What a handler wants to happen: values that delivery carries out in the order of the chat."""

from dataclasses import dataclass, field
from enum import Enum, auto

from handlers.chats.records import Record
from handlers.chats.timers import Cancel, Timer


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; exactly one of the actions is set."""

    label: str
    data: str | None = None
    """Callback data, at most 56 bytes: delivery signs it, with 8 more."""
    for_user: int | None = None
    """The id of the only person for whom the data is valid; everybody in the chat unless set."""
    url: str | None = None
    copy: str | None = None
    """Text put on the clipboard, at most 256 characters."""
    share: str | None = None
    """Inline query that the chat picker opens with."""


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """What a message shows."""

    html: str
    """Text in Telegram's HTML, every dynamic part escaped."""
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class Send:
    """Send a new message."""

    chat_id: int
    screen: Screen
    reply_to: int | None = None
    thread_id: int | None = None
    """The forum topic it goes into."""
    silent: bool = False
    key: str | None = None
    """A name, unique in the chat, by which a later edit finds the message."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Change a message sent earlier."""

    chat_id: int
    screen: Screen
    message_id: int | None = None
    key: str | None = None
    """The name the message was sent under, where its id is not known."""
    cosmetic: bool = False
    """Says nothing new, so that it is dropped where Telegram asks for fewer messages."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to send: either its content, or the key under which it is built at its turn."""

    name: str
    """With the ending that tells phones what opens it."""
    content: bytes = b""
    build: str | None = None
    """Names all that the content depends on, its version included: a file that was sent once
    under a key is not built and uploaded again."""
    picture: bool = False
    """Whether it is shown in the chat instead of being offered for download."""


@dataclass(frozen=True, slots=True)
class SendFile:
    """Send a file with a caption of at most 1,024 characters."""

    chat_id: int
    file: File
    screen: Screen
    reply_to: int | None = None
    thread_id: int | None = None
    silent: bool = False
    key: str | None = None


Effect = Send | Edit | SendFile


class Forget(Enum):
    """What is deleted besides what a handler has taken out of the state of the chat."""

    CHAT = auto()
    """Everything that is kept of the chat, its state included."""
    FAILURES = auto()
    """What could not be handled or sent in the chat."""


@dataclass(slots=True)
class Work:
    """What one update brings about; all of it happens, or nothing."""

    effects: list[Effect] = field(default_factory=list)
    timers: list[Timer | Cancel] = field(default_factory=list)
    forget: Forget | None = None
    records: list[Record] = field(default_factory=list)

    def add(self, effect: Effect) -> None:
        """Append an effect; effects happen in the order in which they are added."""
        self.effects.append(effect)
