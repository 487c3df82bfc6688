"""What somebody has typed, as Telegram makes a message of it."""

from bot.playground.entities import RichText, add_found
from bot.playground.errors import bad_request
from bot.playground.people import BOT_USERNAME, Json
from knowledge.text.length import utf16_units

MAX_TEXT = 4096


def typed(text: str) -> Json:
    """Return the content of a message somebody typed.

    Raises:
        ApiError: It is no message: empty, or too long.
    """
    text = text.replace("\r", "").strip()
    if not text:
        raise bad_request("message text is empty")
    if utf16_units(text) > MAX_TEXT:
        raise bad_request("message is too long")
    entities = add_found(RichText(text, [])).entities
    return {"text": text, **({"entities": entities} if entities else {})}


def is_command_for_bot(message: Json) -> bool:
    """Return whether a message starts with a command, addressed to the bot or to nobody."""
    for entity in message.get("entities", []):
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            _, _, username = message["text"][: entity["length"]].partition("@")
            return username.lower() in {"", BOT_USERNAME}
    return False
