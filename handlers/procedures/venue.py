"""Where a procedure is shown."""

from dataclasses import dataclass

from telegram import Message

from handlers.chats.places import is_group, thread_of


@dataclass(frozen=True, slots=True)
class Venue:
    """A place in a chat."""

    chat_id: int
    group: bool
    thread_id: int | None = None
    """The forum topic."""
    message_id: int | None = None
    """The message that was written or pressed there."""

    @classmethod
    def of(cls, message: Message) -> "Venue":
        """Return where a message stands."""
        return cls(
            chat_id=message.chat_id,
            group=is_group(message.chat),
            thread_id=thread_of(message),
            message_id=message.message_id,
        )
