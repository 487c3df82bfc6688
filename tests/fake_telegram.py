"""Telegram as the bot sees it: the library runs for real, only the wire is gone."""

import json
from typing import Any

from telegram.request import BaseRequest, RequestData

TOKEN = "123456789:" + "AAFakeTok" * 4  # in two pieces: a whole one looks like a leak
ME = {
    "id": 123456789,
    "is_bot": True,
    "first_name": "coordbot",
    "username": "coord_bot",
    "supports_inline_queries": True,
}


class FakeTelegram(BaseRequest):
    """Record every API call and answer it as Telegram would; an unknown method fails the test."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refusals: list[tuple[str, str]] = []
        """Methods to refuse once each, with Telegram's description."""
        self.administrators: set[int] = set()
        """User ids of those who decide for every group."""
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
        parameters: dict[str, Any] = dict(request_data.parameters) if request_data else {}
        if request_data is not None and request_data.contains_files:
            parameters |= _files(request_data)
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
            case "sendDocument" | "sendPhoto":
                self._last_message_id += 1
                kind = name.removeprefix("send").lower()
                return _message(self._last_message_id, parameters) | _file(kind, parameters[kind])
            case "editMessageText":
                return _message(parameters["message_id"], parameters)
            case "getChatMember":
                user = {"id": parameters["user_id"], "is_bot": False, "first_name": "A"}
                decides = user["id"] in self.administrators
                return member(user, "administrator" if decides else "member")
            case "answerGuestQuery":
                return {"inline_message_id": "i"}
            case "answerCallbackQuery" | "answerInlineQuery" | "setMyCommands" | "sendChatAction":
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
    written = {name: text for name, text in parameters.items() if name in {"text", "caption"}}
    return {"message_id": message_id, "date": 0, "chat": chat, **written}


def _files(data: RequestData) -> dict[str, Any]:
    return {
        name: (filename, content) for name, (filename, content, _) in data.multipart_data.items()
    }


def _file(kind: str, given: tuple[str, bytes] | str) -> dict[str, Any]:
    file_id = given if isinstance(given, str) else f"file-{given[0]}"
    file = {"file_id": file_id, "file_unique_id": file_id, "width": 1, "height": 1}
    return {kind: [file] if kind == "photo" else file}


_RIGHTS = {
    "administrator": (
        "can_be_edited",
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    ),
    "restricted": (
        "is_member",
        "can_change_info",
        "can_invite_users",
        "can_pin_messages",
        "can_send_messages",
        "can_send_polls",
        "can_send_other_messages",
        "can_add_web_page_previews",
        "can_manage_topics",
        "can_send_audios",
        "can_send_documents",
        "can_send_photos",
        "can_send_videos",
        "can_send_video_notes",
        "can_send_voice_notes",
        "can_edit_tag",
        "can_react_to_messages",
    ),
}


def member(user: dict[str, Any], status: str) -> dict[str, Any]:
    """Return somebody's place in a chat, with every right that goes with it, or none."""
    rights = dict.fromkeys(_RIGHTS.get(status, ()), status == "administrator")
    ends = {"until_date": 0} if status in {"restricted", "kicked"} else {}
    return {"status": status, "user": user, **rights, **ends}
