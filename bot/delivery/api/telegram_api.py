"""Calls of the Bot API, given and answered as plain data."""

from dataclasses import dataclass
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.delivery.api.calls import Call
from bot.delivery.api.wire import call_data

_PROBE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Sent:
    """What Telegram says of a message it took."""

    message_id: int | None = None
    file_id: str | None = None


class TelegramApi:
    """Makes calls past the library's classes: what goes out is kept as JSON anyway."""

    def __init__(self, bot: ExtBot[None]) -> None:
        self._bot = bot

    async def call(self, call: Call) -> Sent:
        """Make a call; return the ids of the message it sent or changed, and of the file in it.

        Raises:
            TelegramError: The Bot API refused, or could not be reached.
        """
        result = await self._post(call.method, call.parameters)
        return _sent(result) if isinstance(result, dict) else Sent()

    async def updates(self, parameters: dict[str, Any], *, seconds: float) -> list[dict[str, Any]]:
        """Fetch updates as they are; one that cannot be parsed then fails alone.

        Raises:
            TelegramError: The Bot API refused, or could not be reached.
        """
        result = await self._post("getUpdates", parameters, read_timeout=seconds)
        return [one for one in result if isinstance(one, dict)] if isinstance(result, list) else []

    async def answers(self) -> bool:
        """Return whether the Bot API answers at all."""
        try:
            await self._post("getMe", {}, read_timeout=_PROBE_SECONDS)
        except TelegramError:
            return False
        return True

    async def _post(self, method: str, parameters: dict[str, Any], **timeouts: float) -> Any:
        url = f"{self._bot.base_url}/{method}"
        return await self._bot.request.post(url, call_data(parameters), **timeouts)


def _sent(message: dict[str, Any]) -> Sent:
    photo = message.get("photo")
    # The largest size of a picture stands last.
    file = photo[-1] if isinstance(photo, list) and photo else message.get("document")
    file_id = file.get("file_id") if isinstance(file, dict) else None
    message_id = message.get("message_id")
    return Sent(
        message_id if isinstance(message_id, int) else None,
        file_id if isinstance(file_id, str) else None,
    )
