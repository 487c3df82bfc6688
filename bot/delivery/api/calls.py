"""Effects as calls of the Bot API, and the calls that stand in for one that was refused."""

from base64 import b64encode
from dataclasses import dataclass
from typing import Any, assert_never

from bot.delivery.api.plain import plain_text
from bot.delivery.api.signatures import Signatures
from handlers.messages.effects import Button, Edit, Effect, File, Keyboard, Screen, Send, SendFile
from knowledge.text.length import utf16_units

MAX_TEXT, MAX_CAPTION = 4096, 1024
SEND, EDIT = "sendMessage", "editMessageText"
FILES = {"sendDocument": "document", "sendPhoto": "photo"}
"""Methods that send a file, and the parameter it goes into."""
FRESH = "fresh"
"""Says of a file in the outbox that Telegram does not know it any more."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the Bot API."""

    method: str
    parameters: dict[str, Any]


def call_of(effect: Effect, signatures: Signatures) -> Call:
    """Return the call that carries out an effect, its buttons signed."""
    call = _unsigned(effect)
    keyboard = effect.screen.keyboard
    if keyboard:
        rows = _rows(keyboard, effect.chat_id, signatures)
        call.parameters["reply_markup"] = {"inline_keyboard": rows}
    return call


def _unsigned(effect: Effect) -> Call:
    match effect:
        case Send():
            return Call(SEND, _text(effect.screen) | _place(effect))
        case Edit():
            place = {"chat_id": effect.chat_id, "message_id": effect.message_id}
            given = {name: value for name, value in place.items() if value is not None}
            return Call(EDIT, _text(effect.screen) | given)
        case SendFile():
            method = "sendPhoto" if effect.file.picture else "sendDocument"
            caption = _written(effect.screen, "caption") | {FILES[method]: _file(effect.file)}
            return Call(method, caption | _place(effect))
        case _:
            assert_never(effect)


def in_plain_text(call: Call) -> Call | None:
    """Return a call without markup and not longer than allowed; None if it is that already."""
    name, most = ("caption", MAX_CAPTION) if call.method in FILES else ("text", MAX_TEXT)
    text = str(call.parameters.get(name, ""))
    if "parse_mode" in call.parameters:
        text = plain_text(text)
    plain = {name: _cut(text, most)}
    parameters = {k: v for k, v in call.parameters.items() if k != "parse_mode"} | plain
    return Call(call.method, parameters) if parameters != call.parameters else None


def with_fresh_file(call: Call) -> Call | None:
    """Return a call that uploads its file anew; None if it does that already."""
    name = FILES.get(call.method)
    if name is None or FRESH in call.parameters[name]:
        return None
    return Call(call.method, {**call.parameters, name: {**call.parameters[name], FRESH: True}})


def with_file(call: Call, file: File) -> Call:
    """Return the call that brings a file with another file in it."""
    return Call(call.method, {**call.parameters, FILES[call.method]: _file(file)})


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


def _cut(text: str, most: int) -> str:
    if utf16_units(text) <= most:
        return text
    cut = text.encode("utf-16-le")[: (most - 1) * 2].decode("utf-16-le", "ignore")
    return cut + "…"


def _place(effect: Send | SendFile) -> dict[str, Any]:
    parameters: dict[str, Any] = {"chat_id": effect.chat_id}
    if effect.reply_to is not None:
        parameters["reply_parameters"] = {
            "message_id": effect.reply_to,
            "allow_sending_without_reply": True,
        }
    if effect.thread_id is not None:
        parameters["message_thread_id"] = effect.thread_id
    if effect.silent:
        parameters["disable_notification"] = True
    return parameters


def _file(file: File) -> dict[str, Any]:
    if file.build is not None:
        return {"name": file.name, "build": file.build}
    return {"name": file.name, "content": b64encode(file.content).decode()}


def _text(screen: Screen) -> dict[str, Any]:
    return _written(screen, "text") | {"link_preview_options": {"is_disabled": True}}


def _written(screen: Screen, name: str) -> dict[str, Any]:
    return {name: screen.html, "parse_mode": "HTML"}


def _rows(keyboard: Keyboard, chat: int, signatures: Signatures) -> list[list[dict[str, Any]]]:
    return [[_button(button, chat, signatures) for button in row] for row in keyboard]


def _button(button: Button, chat: int, signatures: Signatures) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": button.label}
    if button.data is not None:
        shown["callback_data"] = signatures.signed(button.data, chat=chat, user=button.for_user)
    if button.url is not None:
        shown["url"] = button.url
    if button.copy:
        shown["copy_text"] = {"text": button.copy}
    if button.share is not None:
        shown["switch_inline_query"] = button.share
    return shown
