"""Telegram as the bot sees it: the library runs for real, only the wire is gone."""

import json
from typing import Any

from telegram.request import BaseRequest, RequestData

TOKEN = "123456789:" + "AAFakeTok" * 4  # in two pieces: a whole one looks like a leak
ME = {"id": 123456789, "is_bot": True, "first_name": "coordbot", "username": "coord_bot"}


class FakeTelegram(BaseRequest):
    """Record every API call and answer it as Telegram would; an unknown method fails the test."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refusals: list[tuple[str, str]] = []
        """Methods to refuse once each, with Telegram's description."""
        self._last_message_id = 1000

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *args: object,
        **kwargs: object,
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", maxsplit=1)[-1]
        parameters = dict(request_data.parameters) if request_data else {}
        self.calls.append((name, parameters))
        _check_buttons(parameters.get("reply_markup"))
        if self.refusals and self.refusals[0][0] == name:
            description = self.refusals.pop(0)[1]
            refused = {"ok": False, "error_code": 400, "description": description}
            return 400, json.dumps(refused).encode()
        return 200, json.dumps({"ok": True, "result": self._result(name, parameters)}).encode()

    def _result(self, name: str, parameters: dict[str, Any]) -> object:
        match name:
            case "getMe":
                return ME
            case "sendMessage":
                self._last_message_id += 1
                return _message(self._last_message_id, parameters)
            case "editMessageText":
                return _message(parameters["message_id"], parameters)
            case "answerCallbackQuery" | "setMyCommands" | "sendChatAction":
                return True
            case _:
                raise NotImplementedError(f"FakeTelegram has no answer to {name} yet")


def _check_buttons(markup: Any) -> None:
    for row in (markup or {}).get("inline_keyboard", []):
        for button in row:
            assert 1 <= len(button.get("callback_data", "x").encode()) <= 64


def _message(message_id: int, parameters: dict[str, Any]) -> dict[str, Any]:
    chat_id = parameters["chat_id"]
    kind = "private" if int(chat_id) > 0 else "supergroup"
    chat = {"id": chat_id, "type": kind, "first_name": "A", "title": "G"}
    return {"message_id": message_id, "date": 0, "chat": chat, "text": parameters["text"]}
