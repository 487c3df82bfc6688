"""People who talk to the bot: what they type and press, and what they read."""

import itertools
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.delivery.api.signatures import Signatures
from bot.secret import Secret
from tests.fake_telegram import ME, FakeTelegram, member

Handle = Callable[[dict[str, Any]], Awaitable[None]]
_update_ids = itertools.count(1)
SECRET = Secret("of all the bots that are tested in dialogues")
NOW = 1_800_000_000
"""When everything here happens, in seconds since the epoch."""
_SHOWN = {"sendMessage", "editMessageText", "sendDocument", "sendPhoto"}
_message_ids = itertools.count(1)


@dataclass(frozen=True)
class Sent:
    """A message the bot sent or edited, as a person reads it."""

    html: str
    buttons: dict[str, dict[str, Any]]
    """By label, in the order of the keyboard."""
    message_id: int
    parameters: dict[str, Any]
    edited: bool
    file: tuple[str, bytes] | str | None = None
    """Name and content of the file it brings, or the id by which Telegram knows it."""

    @property
    def text(self) -> str:
        """Return the words without the markup."""
        return re.sub(r"<[^>]+>", "", self.html)


@dataclass(frozen=True)
class Offered:
    """What an inline query was answered with."""

    results: list[dict[str, Any]]
    button: dict[str, Any] | None
    cache_time: int
    is_personal: bool

    @property
    def titles(self) -> list[str]:
        """Return what a person sees first."""
        return [result["title"] for result in self.results]


class Chat:
    """One person in one chat with the bot."""

    def __init__(
        self,
        wire: FakeTelegram,
        handle: Handle,
        *,
        user_id: int = 7,
        chat_id: int | None = None,
        language_code: str = "zh-hans",
    ) -> None:
        self._wire = wire
        self._handle = handle
        self.user = {
            "id": user_id,
            "is_bot": False,
            "first_name": "Lin",
            "language_code": language_code,
        }
        self.chat_id = chat_id or user_id
        kind = "private" if self.chat_id > 0 else "supergroup"
        self.chat = {"id": self.chat_id, "type": kind, "title": "Team", "first_name": "Lin"}

    async def say(self, text: str, **extra: Any) -> list[Sent]:
        """Send a text; returns what the bot says to it."""
        self.last_message_id = next(_message_ids)
        return await self.send({"text": text, **_entities(text), **extra})

    async def send(self, content: dict[str, Any]) -> list[Sent]:
        """Send any kind of message."""
        message = self._message(getattr(self, "last_message_id", next(_message_ids)), content)
        return await self._update({"message": message})

    async def edit(self, text: str, **extra: Any) -> list[Sent]:
        """Edit the message sent last."""
        content = {"text": text, "edit_date": NOW, **_entities(text), **extra}
        return await self._update({"edited_message": self._message(self.last_message_id, content)})

    async def press(self, sent: Sent, label: str, **extra: Any) -> list[Sent]:
        """Press the button with this label under a message."""
        data = sent.buttons[label]["callback_data"]
        return await self.press_bytes(data, message_id=sent.message_id, **extra)

    async def press_data(self, data: str, **extra: Any) -> list[Sent]:
        """Press a button with this data as if the bot had once offered it here."""
        return await self.press_bytes(self._signed(data), **extra)

    async def press_bytes(self, data: str, *, message_id: int = 1, **extra: Any) -> list[Sent]:
        """Press a button that sends exactly this, whether the bot ever offered it or not."""
        message = {
            "message_id": message_id,
            "date": NOW,
            "chat": self.chat,
            "from": ME,
            "text": "x",
            **extra,
        }
        return await self.press_under(data, message=message)

    async def press_gone(self, data: str, *, message_id: int = 1) -> list[Sent]:
        """Press a button under a message that was deleted: Telegram tells only where it was."""
        gone = {"chat": self.chat, "message_id": message_id, "date": 0}
        return await self.press_under(self._signed(data), message=gone)

    async def press_under(self, data: str, **where: Any) -> list[Sent]:
        """Press a button that sends exactly this, wherever it stands."""
        query = {
            "id": str(next(_update_ids)),
            "from": self.user,
            "chat_instance": "1",
            "data": data,
            **where,
        }
        return await self._update({"callback_query": query})

    async def becomes(self, status: str, *, before: str = "member") -> list[Sent]:
        """Make something of the bot in the chat: member, administrator, restricted, kicked."""
        old, new = member(ME, before), member(ME, status)
        change = {"chat": self.chat, "from": self.user, "date": NOW}
        change |= {"old_chat_member": old, "new_chat_member": new}
        return await self._update({"my_chat_member": change})

    async def inline(self, text: str) -> Offered:
        """Type ``@bot text`` in some chat; returns what is offered."""
        query = {"id": str(next(_update_ids)), "from": self.user, "query": text, "offset": ""}
        await self._update({"inline_query": query})
        return _offered(self._answer("answerInlineQuery"))

    async def mention(self, text: str, **extra: Any) -> dict[str, Any]:
        """Mention the bot in a chat where it is not; returns the result it answers with."""
        content = {"text": text, "guest_query_id": "q", **extra}
        await self._update({"guest_message": self._message(next(_message_ids), content)})
        result: dict[str, Any] = self._answer("answerGuestQuery")["result"]
        return result

    def heard(self) -> list[Sent]:
        """Return everything the bot has ever said in this chat."""
        return [
            _sent(name, parameters)
            for name, parameters in self._wire.calls
            if name in _SHOWN and int(parameters["chat_id"]) == self.chat_id
        ]

    def alert(self) -> dict[str, Any]:
        """Return what the last press of a button was answered with."""
        return self._answer("answerCallbackQuery")

    def _signed(self, data: str) -> str:
        return Signatures(SECRET).signed(data, chat=self.chat_id)

    def _answer(self, method: str) -> dict[str, Any]:
        return [given for name, given in self._wire.calls if name == method][-1]

    def _message(self, message_id: int, content: dict[str, Any]) -> dict[str, Any]:
        return {
            "message_id": message_id,
            "date": NOW,
            "chat": self.chat,
            "from": self.user,
            **content,
        }

    async def _update(self, content: dict[str, Any]) -> list[Sent]:
        before = len(self._wire.calls)
        await self._handle({"update_id": next(_update_ids), **content})
        return [
            _sent(name, parameters)
            for name, parameters in self._wire.calls[before:]
            if name in _SHOWN
        ]


def _entities(text: str) -> dict[str, Any]:
    command = re.match(r"/\w+(@\w+)?", text)
    if command is None:
        return {}
    return {"entities": [{"type": "bot_command", "offset": 0, "length": command.end()}]}


def _sent(name: str, parameters: dict[str, Any]) -> Sent:
    markup = parameters.get("reply_markup")
    rows = (json.loads(markup) if isinstance(markup, str) else markup or {}).get(
        "inline_keyboard", []
    )
    buttons = {button["text"]: button for row in rows for button in row}
    return Sent(
        html=parameters.get("text", parameters.get("caption", "")),
        buttons=buttons,
        message_id=int(parameters.get("message_id", 0)),
        parameters=parameters,
        edited=name == "editMessageText",
        file=parameters.get("document", parameters.get("photo")),
    )


def _offered(parameters: dict[str, Any]) -> Offered:
    return Offered(
        results=parameters["results"],
        button=parameters.get("button"),
        cache_time=parameters["cache_time"],
        is_personal=parameters["is_personal"],
    )
