"""Read the message a bot writes: its text, its formatting, its buttons, what it answers."""

from typing import Any

from bot.playground.chats import quoted
from bot.playground.entities import Entity, RichText, add_found, parse_html, trim
from bot.playground.errors import ApiError, bad_request
from bot.playground.keyboard import checked_keyboard
from bot.playground.parameters import Parameters
from bot.playground.people import Json
from bot.playground.typed import MAX_TEXT
from bot.playground.world import World
from knowledge.text.length import utf16_units

MAX_CAPTION = 1024


def message_text(parameters: Parameters) -> Json:
    """Return the text of a message, which may not be empty."""
    rich = _rich_text(parameters, "text", "entities")
    if not rich.text:
        raise bad_request("message text is empty")
    if utf16_units(rich.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return _content("text", "entities", rich)


def caption(parameters: Parameters) -> Json:
    """Return the caption of a document, nothing if it has none."""
    rich = _rich_text(parameters, "caption", "caption_entities")
    if utf16_units(rich.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return _content("caption", "caption_entities", rich) if rich.text else {}


def keyboard(parameters: Parameters) -> Json:
    """Return the buttons under a message, nothing if it has none."""
    markup = checked_keyboard(parameters.object("reply_markup"))
    return {"reply_markup": markup} if markup else {}


def reply(world: World, chat_id: int, parameters: Parameters) -> Json:
    """Return what a message answers, nothing if it answers none."""
    wanted = parameters.object("reply_parameters")
    if not isinstance(wanted, dict):
        return {}
    target = Parameters(wanted)
    try:
        answered = world.chats.find(
            chat_id, target.integer("message_id"), "message to be replied not found"
        )
    except ApiError:
        if target.flag("allow_sending_without_reply"):
            return {}
        raise
    quote = target.text("quote")
    if quote and quote not in answered.get("text", ""):
        raise bad_request("QUOTE_TEXT_INVALID")
    quotation = {"quote": {"text": quote, "position": 0, "is_manual": True}} if quote else {}
    return {"reply_to_message": quoted(answered), **quotation}


def _rich_text(parameters: Parameters, text_name: str, entities_name: str) -> RichText:
    text = parameters.text(text_name)
    match parameters.text("parse_mode"):
        case "":
            rich = RichText(text, _entities(parameters.object(entities_name), text))
        case mode if mode.lower() == "html":
            rich = parse_html(text)
        case _:
            raise bad_request("unsupported parse_mode")
    return add_found(trim(rich))


def _entities(given: Any, text: str) -> list[Entity]:
    """Return the entities a bot counted itself, if they lie within the text."""
    if not isinstance(given, list):
        return []
    length = utf16_units(text)
    for entity in given:
        if not isinstance(entity, dict) or "type" not in entity:
            raise bad_request("can't parse MessageEntity: type is missing")
        place = Parameters(entity)
        start, size = place.integer("offset", -1), place.integer("length", -1)
        if not 0 <= start <= start + size <= length:
            raise bad_request("entity lies outside of the text")
    return given


def _content(text_name: str, entities_name: str, rich: RichText) -> Json:
    found = {entities_name: rich.entities} if rich.entities else {}
    return {text_name: rich.text, **found}
