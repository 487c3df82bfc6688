"""Check the buttons a bot puts under a message."""

from typing import Any

from bot.playground.errors import bad_request
from bot.playground.people import Json

MAX_DATA_BYTES = 64
MAX_BUTTONS = 100
_ACTIONS = {
    "callback_data",
    "url",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
}
_OTHER_MARKUP = {"keyboard", "remove_keyboard", "force_reply"}


def checked_keyboard(markup: Any) -> Json | None:
    """Return an inline keyboard as it is kept with its message, or nothing.

    Keyboards that replace the phone's own are accepted and not shown.

    Raises:
        ApiError: It is no keyboard, or Telegram would refuse one of its buttons.
    """
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if _OTHER_MARKUP & markup.keys():
        return None
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("object expected as reply markup")
    rows = [[_checked_button(button) for button in row] for row in rows if row]
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": rows} if rows else None


def has_button(message: Json, data: str) -> bool:
    """Return whether a message has a button that sends this data."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return any(button.get("callback_data") == data for row in rows for button in row)


def _checked_button(button: Any) -> Json:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: text must be non-empty")
    if len(_ACTIONS & button.keys()) != 1:
        raise bad_request("can't parse inline keyboard button: exactly one action is expected")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return button
