"""People who go through procedures, slowly enough not to be told to wait."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, cast

import pytest
import sqlalchemy as sa

from bot.store import schema
from bot.store.chats import save_state
from bot.store.database import Database
from handlers.chats.state import ChatState
from tests.chat import Chat, Handle, Sent
from tests.conftest import FakeClock
from tests.fake_telegram import ME, FakeTelegram

GROUP = -100


def bots_own(chat: Chat, message_id: int = 1) -> dict[str, Any]:
    """Return a message of the bot as it is in a reply to it."""
    return {"message_id": message_id, "date": 1, "chat": chat.chat, "from": ME, "text": "x"}


class Walker:
    """A person at a procedure, who sees the message that was shown last."""

    def __init__(self, chat: Chat, clock: FakeClock) -> None:
        self.chat = chat
        self.clock = clock
        self.board: Sent | None = None
        self.said: list[Sent] = []
        """Everything of the last turn."""

    async def say(self, text: str) -> Sent:
        """Type something; returns the last thing the bot shows."""
        self.clock.now += 30
        extra: dict[str, Any] = {"date": int(self.clock.now)}
        if self.chat.chat_id < 0:
            extra["reply_to_message"] = bots_own(self.chat)
        return self._seen(await self.chat.say(text, **extra))

    async def press(self, label: str) -> Sent:
        """Press the button whose label has this in it."""
        assert self.board is not None
        self.clock.now += 30
        found = next(name for name in self.board.buttons if label in name)
        return self._seen(await self.chat.press(self.board, found))

    async def press_start(self, name: str) -> Sent:
        """Press the button of the list that starts a procedure."""
        self.clock.now += 30
        return self._seen(await self.chat.press(self.said[-1], name))

    def _seen(self, sent: list[Sent]) -> Sent:
        self.said = sent
        boards = [one for one in sent if any("g:" in str(b) for b in one.buttons.values())]
        self.board = boards[-1] if boards else self.board
        return sent[-1]


def title(sent: Sent) -> str:
    """Return the heading of the step."""
    found: list[str] = re.findall(r"<b>(.*?)</b>", sent.html)
    return found[1]


@pytest.fixture
def walker(chat: Chat, clock: FakeClock) -> Walker:
    """Someone whose app is in Simplified Chinese, in private."""
    return Walker(chat, clock)


@pytest.fixture
def english(wire: FakeTelegram, handle: Handle, clock: FakeClock) -> Walker:
    """Someone whose app is in English, in private."""
    return Walker(Chat(wire, handle, user_id=9, language_code="en"), clock)


@pytest.fixture
def meeting(wire: FakeTelegram, handle: Handle, clock: FakeClock) -> tuple[Walker, Walker]:
    """Two people in one group."""
    return (
        Walker(Chat(wire, handle, user_id=7, chat_id=GROUP), clock),
        Walker(Chat(wire, handle, user_id=8, chat_id=GROUP), clock),
    )


Choose = Callable[..., Awaitable[None]]


@pytest.fixture
def choose(handle: Handle, clock: FakeClock) -> Choose:
    """Choose settings of the meeting's group."""
    database: Database = cast("Any", handle).__self__.database

    async def choose(**chosen: object) -> None:
        def change(connection: sa.Connection) -> None:
            kept = connection.execute(sa.select(schema.chat.c.state)).scalar_one()
            state = ChatState.model_validate_json(kept)
            state.settings = state.settings.but(**chosen)
            json = state.model_dump_json(exclude_defaults=True)
            save_state(connection, GROUP, json, now=clock.now)

        await database.run(change)

    return choose
