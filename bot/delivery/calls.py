"""Effects as calls of the Bot API, and the calls that stand in for one that was refused."""

from dataclasses import dataclass
from typing import Any, assert_never

from bot.delivery.plain import plain_text
from bot.delivery.signatures import Signatures
from handlers.effects import Button, Edit, Keyboard, Screen, Send

MAX_TEXT = 4096
SEND, EDIT = "sendMessage", "editMessageText"


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the Bot API."""

    method: str
    parameters: dict[str, Any]


def call_of(effect: Send | Edit, signatures: Signatures) -> Call:
    """Return the call that carries out an effect, its buttons signed."""
    parameters = {"chat_id": effect.chat_id, **_text(effect.screen)}
    if effect.screen.keyboard:
        rows = _rows(effect.screen.keyboard, effect.chat_id, signatures)
        parameters["reply_markup"] = {"inline_keyboard": rows}
    match effect:
        case Send():
            if effect.reply_to is not None:
                parameters["reply_parameters"] = {
                    "message_id": effect.reply_to,
                    "allow_sending_without_reply": True,
                }
            if effect.thread_id is not None:
                parameters["message_thread_id"] = effect.thread_id
            if effect.silent:
                parameters["disable_notification"] = True
            return Call(SEND, parameters)
        case Edit():
            if effect.message_id is not None:
                parameters["message_id"] = effect.message_id
            return Call(EDIT, parameters)
        case _:
            assert_never(effect)


def in_plain_text(call: Call) -> Call | None:
    """Return a call without markup and not longer than allowed; None if it is that already."""
    text = str(call.parameters.get("text", ""))
    if "parse_mode" in call.parameters:
        text = plain_text(text)
    text = _cut(text)
    parameters = {k: v for k, v in call.parameters.items() if k != "parse_mode"} | {"text": text}
    return Call(call.method, parameters) if parameters != call.parameters else None


def as_new_message(call: Call) -> Call | None:
    """Return the message that says what an edit would have; None if it is no edit."""
    return Call(SEND, _without(call, "message_id")) if call.method == EDIT else None


def without_reply(call: Call) -> Call | None:
    """Return a call that answers no message; None if it is that already."""
    return _changed(call, "reply_parameters")


def without_thread(call: Call) -> Call | None:
    """Return a call to the general topic; None if it is that already."""
    return _changed(call, "message_thread_id")


def to_chat(call: Call, chat: int) -> Call:
    """Return the same call to another chat."""
    return Call(call.method, {**call.parameters, "chat_id": chat})


def target_of(call: Call) -> int | None:
    """Return the message that an edit names by its id."""
    target = call.parameters.get("message_id")
    return target if call.method == EDIT and isinstance(target, int) else None


def _changed(call: Call, name: str) -> Call | None:
    return Call(call.method, _without(call, name)) if name in call.parameters else None


def _without(call: Call, name: str) -> dict[str, Any]:
    return {key: value for key, value in call.parameters.items() if key != name}


def _cut(text: str) -> str:
    # The stricter of the two ways in which Telegram may count.
    if len(text.encode("utf-16-le")) // 2 <= MAX_TEXT:
        return text
    cut = text.encode("utf-16-le")[: (MAX_TEXT - 1) * 2].decode("utf-16-le", "ignore")
    return cut + "…"


def _text(screen: Screen) -> dict[str, Any]:
    return {
        "text": screen.html,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }


def _rows(keyboard: Keyboard, chat: int, signatures: Signatures) -> list[list[dict[str, Any]]]:
    return [[_button(button, chat, signatures) for button in row] for row in keyboard]


def _button(button: Button, chat: int, signatures: Signatures) -> dict[str, Any]:
    data = button.data
    action = {
        "callback_data": None
        if data is None
        else signatures.signed(data, chat=chat, user=button.for_user),
        "url": button.url,
        "copy_text": {"text": button.copy} if button.copy else None,
        "switch_inline_query": button.share,
    }
    return {"text": button.label} | {k: v for k, v in action.items() if v is not None}
