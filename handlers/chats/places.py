"""Where a message stands: its topic, in whose name it was said, and a link to it."""

import re

from telegram import Chat, Message
from telegram.constants import ChatType

_ASK = re.compile(r"^/ask(@\w+)?\b\s*", re.IGNORECASE)
_SUPERGROUP = "-100"
"""What the Bot API puts before the number that links name a supergroup by."""


def is_group(chat: Chat) -> bool:
    """Return whether others listen."""
    return chat.type != ChatType.PRIVATE


def thread_of(message: Message) -> int | None:
    """Return the forum topic a message is in; replies and comments have threads that are none."""
    return message.message_thread_id if message.is_topic_message else None


def asker_of(message: Message) -> int | None:
    """Return who asks: a person, or the group or channel in whose name somebody writes."""
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user is not None else None


def language_code_of(message: Message | None) -> str | None:
    """Return the language of the app of whoever wrote a message, where Telegram tells it."""
    user = message.from_user if message is not None else None
    return user.language_code if user is not None else None


def without_mention(text: str, username: str) -> str:
    """Return a text without the bot's name, by which it was called."""
    return re.sub(rf"@{re.escape(username)}\b", " ", text, flags=re.IGNORECASE).strip()


def question_in(message: Message, username: str) -> str:
    """Return what a message asks, after ``/ask`` too; if nothing, what the one it answers does."""
    own = without_mention(_ASK.sub("", message.text or ""), username)
    replied = message.reply_to_message
    return own or (replied.text if replied is not None else None) or ""


def quoted_in(message: Message) -> str:
    """Return what somebody wrote in the message that this one answers; nothing of a bot's.

    Nor of a channel's: every comment on its post answers that.
    """
    replied = message.reply_to_message
    if replied is None or replied.is_automatic_forward:
        return ""
    bots = replied.from_user is not None and replied.from_user.is_bot
    return "" if bots else replied.text or ""


def link_to(chat: Chat, message_id: int, thread_id: int | None) -> str | None:
    """Return the address of a message; None in a small group, where messages have none."""
    place = chat.username or f"c/{str(chat.id).removeprefix(_SUPERGROUP)}"
    if chat.type != ChatType.SUPERGROUP:
        return None
    topic = f"/{thread_id}" if thread_id is not None else ""
    return f"https://t.me/{place}{topic}/{message_id}"
