"""What an update tells before it is parsed: whose it is, how old, what became of the chat."""

from dataclasses import dataclass
from typing import Any, TypeGuard

Raw = dict[str, Any]

INLINE, GUEST = "inline_query", "guest_message"
FLEETING = {INLINE, GUEST}
"""Never kept: Telegram forgets inline queries within seconds, and a chat that the bot was only
mentioned in is none of its business."""
PRESS = "callback_query"
TOO_MANY = "too_many"
"""Says of an update that is kept that it is one too many. Not in its key: the same update must
have the same, though another process may not have counted those before it."""
UNREAD = "unread"
"""Says of an update that is kept that it could not be read, and by which error; then nothing of
what it says is kept."""
LARGEST_ID = 2**52
"""Telegram's ids have at most 52 bits."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The bot can no longer write to the chat."""


@dataclass(frozen=True, slots=True)
class Back:
    """The bot can write to the chat again."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """A group has become a supergroup with another id."""

    old: int
    new: int


ChatChange = Gone | Back | Migrated


def content_of(raw: Raw) -> Raw:
    """Return the one object of an update that says what has happened."""
    return next((v for k, v in raw.items() if k != "update_id" and isinstance(v, dict)), {})


def chat_of(raw: Raw) -> int:
    """Return what an update is ordered by: its chat, or else the person, or nothing (0)."""
    content = content_of(raw)
    message = content.get("message")
    for holder in (content, message if isinstance(message, dict) else {}):
        if (chat := _id(holder.get("chat"))) is not None:
            return chat
    return person_of(raw) or 0


def person_of(raw: Raw) -> int | None:
    """Return who did it."""
    return _id(content_of(raw).get("from"))


def question_of(raw: Raw) -> int | None:
    """Return the message that an update brings, if it is one that can be replied to."""
    number = content_of(raw).get("message_id")
    return number if isinstance(number, int) else None


def topic_of(raw: Raw) -> int | None:
    """Return the forum topic that an update belongs to."""
    content = content_of(raw)
    message = content.get("message")
    holder = message if isinstance(message, dict) else content
    topic = holder.get("message_thread_id") if holder.get("is_topic_message") else None
    return topic if isinstance(topic, int) else None


def language_code_of(raw: Raw) -> str | None:
    """Return the language of the app of whoever did it."""
    sender = content_of(raw).get("from")
    code = sender.get("language_code") if isinstance(sender, dict) else None
    return code if isinstance(code, str) else None


def date_of(raw: Raw) -> float | None:
    """Return when a message was written; button presses carry no date."""
    content = content_of(raw)
    date = content.get("edit_date", content.get("date"))
    return float(date) if is_number(date) else None


def written_at(raw: Raw, received: float) -> float:
    """Return when an update was written, or else received: a clock ahead of ours is not believed.

    Otherwise it would lock its owner out until that time has come.
    """
    return min(date_of(raw) or received, received)


def chat_change(raw: Raw) -> ChatChange | None:
    """Return what an update says about writing to its chat."""
    member = raw.get("my_chat_member")
    if isinstance(member, dict):
        return _membership(member)
    message = raw.get("message")
    if not isinstance(message, dict):
        return None
    chat = _id(message.get("chat"))
    if chat is None:
        return None
    new, old = message.get("migrate_to_chat_id"), message.get("migrate_from_chat_id")
    if is_number(new):
        return Migrated(chat, new)
    if is_number(old):
        return Migrated(old, chat)
    # Who has blocked the bot cannot write to it.
    return Back() if chat > 0 else None


def _membership(member: Raw) -> ChatChange:
    now = member.get("new_chat_member")
    now = now if isinstance(now, dict) else {}
    status = now.get("status")
    if status in ("left", "kicked"):  # no set: it may be anything, even a list
        return Gone()
    if status == "restricted" and not now.get("can_send_messages"):
        return Gone()
    return Back()


def _id(holder: object) -> int | None:
    value = holder.get("id") if isinstance(holder, dict) else None
    return value if is_number(value) else None


def is_number(value: object) -> TypeGuard[int]:
    """Return whether something is an integer that a database can keep."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_ID
