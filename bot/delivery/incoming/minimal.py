"""What of an update is written down: what handlers read, and nothing else.

Names, files, positions and contacts go before anything is kept, even for the milliseconds until
the answer. So does a text that looks like data of people in need: handlers then see only that
there was one. What is written under a picture or a file is a text as any other.
"""

import re
from typing import Any

from bot.delivery.api.updates import (
    UNREAD,
    Raw,
    chat_of,
    date_of,
    language_code_of,
    person_of,
)
from handlers.withheld import WITHHELD
from knowledge.privacy.personal import personal_data

_CALLED = re.compile(r"^/\w{1,32}(?:@\w{1,32})?|@\w{2,29}bot\b", re.ASCII | re.IGNORECASE)
"""The command or the name of a bot, which tell whether it was meant."""
_DEPTH = 12
"""Telegram nests a message in a message in an update; deeper is nobody's."""
_MESSAGES = frozenset({"message", "edited_message", "guest_message"})
_NESTED = frozenset({"pinned_message", "external_reply", "quote", "caption"})
_NAMES = frozenset({"last_name", "title", "author_signature", "signature", "bio", "description"})
_CONTENT = frozenset(
    {
        "animation", "audio", "checklist", "contact", "dice", "document", "game", "giveaway",
        "invoice", "location", "paid_media", "passport_data", "photo", "poll", "sticker", "story",
        "venue", "video", "video_note", "voice", "web_app_data",
    }
)  # fmt: skip
_SOMEBODY: Raw = {"type": "hidden_user", "date": 0, "sender_user_name": ""}
_DROPPED = _NESTED | _NAMES | _CONTENT


def minimal(raw: Raw) -> Raw:
    """Return an update without what no handler reads."""
    return {kind: _content(kind, content) for kind, content in raw.items()}


def unread(raw: Raw, error: Exception) -> Raw:
    """Return of an update that cannot be read whose it is, and nothing of what it says.

    Args:
        raw: The update.
        error: Why it cannot.
    """
    sender = {"id": person_of(raw), "language_code": language_code_of(raw)}
    message = {"chat": {"id": chat_of(raw)}, "from": sender, "date": date_of(raw)}
    return {"update_id": raw["update_id"], UNREAD: type(error).__name__, "message": message}


def _content(kind: str, content: Any) -> Any:
    if not isinstance(content, dict):
        return content
    if kind in _MESSAGES:
        content = _with_caption(content)
    kept = _stripped(content, 0)
    actor, sender = content.get("from"), kept.get("from")
    if isinstance(actor, dict) and isinstance(sender, dict) and "first_name" in actor:
        # By this name alone a group is told whose turn it was.
        sender["first_name"] = actor["first_name"]
    if kind in _MESSAGES:
        return _without_personal(kept)
    if isinstance(pressed := kept.get("message"), dict):
        # The question of whoever asked stands above the button.
        pressed["reply_to_message"] = _without_text(pressed.get("reply_to_message"))
    return kept


def _with_caption(message: Raw) -> Raw:
    """Return a message whose text is what was written under its picture or file, if anything."""
    if "caption" not in message or "text" in message:
        return message
    kept = {k: v for k, v in message.items() if k != "caption_entities"}
    return kept | {"text": message["caption"], "entities": message.get("caption_entities", [])}


def _stripped(value: Any, depth: int) -> Any:
    if isinstance(value, dict):
        if depth == _DEPTH:
            return {}
        # By the name of a group that has one, messages in it are linked to.
        dropped = _DROPPED if value.get("type") == "supergroup" else _DROPPED | {"username"}
        kept = {k: _stripped(v, depth + 1) for k, v in value.items() if k not in dropped}
        if "forward_origin" in kept:
            # That it was said elsewhere is read, by whom is not.
            kept["forward_origin"] = _SOMEBODY
        # Without it a person is none to the library.
        return kept | {"first_name": ""} if "first_name" in kept else kept
    if isinstance(value, list):
        return [_stripped(one, depth + 1) for one in value] if depth < _DEPTH else []
    return value


def _without_personal(message: Raw) -> Raw:
    replied = message.get("reply_to_message")
    if isinstance(replied, dict) and not _is_bots(replied) and _is_personal(replied):
        message = {**message, "reply_to_message": {**_without_text(replied), WITHHELD: True}}
    if not _is_personal(message):
        return message
    kept = {**_without_text(message), WITHHELD: True}
    if (called := _CALLED.search(message["text"])) is not None:
        kind = "bot_command" if called[0].startswith("/") else "mention"
        entity = {"type": kind, "offset": 0, "length": len(called[0])}
        kept |= {"text": called[0], "entities": [entity]}
    return kept


def _is_bots(message: Raw) -> bool:
    sender = message.get("from")
    return isinstance(sender, dict) and sender.get("is_bot") is True


def _is_personal(message: Raw) -> bool:
    text = message.get("text")
    return isinstance(text, str) and personal_data(text) is not None


def _without_text(message: Any) -> Any:
    if not isinstance(message, dict):
        return message
    return {k: v for k, v in message.items() if k not in {"text", "entities"}}
