"""Whatever comes: no crash, no reply to another chat, no word of it in the log."""

import asyncio
import contextlib
import io
import itertools
import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.application import bare_application
from bot.delivery.running import Running, running
from bot.store.dead import dead_letters
from bot.store.opening import open_database
from handlers.messages.texts import Texts
from handlers.register import register
from handlers.services import Services
from knowledge.assistant import Assistant
from tests.bot.logged import logged
from tests.bot.parrot import OpenDoor
from tests.bot.updates import MARK, Json, updates
from tests.chat import SECRET
from tests.conftest import FakeClock
from tests.fake_telegram import TOKEN, FakeTelegram

MANY = int(os.environ.get("FUZZ_UPDATES", "10000"))
FEW = 300
_ALL = list(HealthCheck)


class House:
    """One bot that all the updates go to, and what it says to whom and logs."""

    def __init__(self, assistant: Assistant, log: io.StringIO) -> None:
        self.wire = FakeTelegram()
        self.clock = FakeClock()
        self.log = log
        self.runner = asyncio.Runner()
        self._numbers = itertools.count(1)
        self._stack = contextlib.AsyncExitStack()
        self.bot: Running = self.runner.run(self._open(assistant))

    async def _open(self, assistant: Assistant) -> Running:
        application = bare_application(
            TOKEN, Services(assistant, Texts(), self.clock), request=self.wire
        )
        register(application)
        database = await self._stack.enter_async_context(open_database(secret=SECRET))
        return await self._stack.enter_async_context(
            running(application, database=database, doors=OpenDoor)
        )

    def close(self) -> None:
        self.runner.run(self._stack.aclose())
        self.runner.close()

    def handle(self, content: Json, press: int) -> list[tuple[str, dict[str, Any]]]:
        """Hand an update over; return the calls it brought about."""
        self.clock.now += 1
        if (offered := self._offered(content)) and press % 2:
            query = {**content["callback_query"], "data": offered[press % len(offered)]}
            content = {**content, "callback_query": query}
        before = len(self.wire.calls)
        self.runner.run(self.bot.handle({"update_id": next(self._numbers), **content}))
        return self.wire.calls[before:]

    def reasons(self) -> set[str]:
        """Return why updates were given up, and forget them."""
        letters = self.runner.run(self.bot.database.run(dead_letters))
        self.runner.run(
            self.bot.database.run(lambda c: c.exec_driver_sql("DELETE FROM dead_letter"))
        )
        return {re.sub(r": \w+$", "", letter.reason) for letter in letters}

    def _offered(self, content: Json) -> list[str]:
        """Return the data of the buttons that messages of late have in the chat of a press."""
        query = content.get("callback_query")
        message = query.get("message") if isinstance(query, dict) else None
        chat = message.get("chat") if isinstance(message, dict) else None
        return [
            button["callback_data"]
            for _name, parameters in self.wire.calls[-40:]
            if isinstance(chat, dict) and parameters.get("chat_id") == chat.get("id")
            for row in parameters.get("reply_markup", {}).get("inline_keyboard", [])
            for button in row
            if "callback_data" in button
        ]


@pytest.fixture(scope="module")
def house(assistant: Assistant) -> Iterator[House]:
    log = io.StringIO()
    with logged(log):
        house = House(assistant, log)
        yield house
        house.close()


def check(house: House, content: Json, press: int) -> None:
    for name, parameters in house.handle(content, press):
        if name in {"sendMessage", "editMessageText"}:
            assert parameters["chat_id"] == whose(content)
            assert 0 < len(parameters["text"].encode("utf-16-le")) <= 2 * 4096
    assert house.reasons() <= {"not understood"}
    log = house.log.getvalue()
    house.log.seek(0)
    house.log.truncate()
    assert MARK not in log
    assert '"exception"' not in log


def whose(content: Json) -> object:
    """Return the chat an answer to an update may go to."""
    body = next((one for one in content.values() if isinstance(one, dict)), {})
    message = body.get("message")
    for holder in (body, message if isinstance(message, dict) else {}):
        if isinstance(chat := holder.get("chat"), dict) and isinstance(chat.get("id"), int):
            return chat["id"]
    sender = body.get("from")
    return sender.get("id") if isinstance(sender, dict) else None


@settings(max_examples=FEW, suppress_health_check=_ALL, database=None)
@given(updates(), st.integers(0, 1000))
def test_some_hundred_updates(house: House, content: Json, press: int) -> None:
    check(house, content, press)


@pytest.mark.faults
@settings(max_examples=MANY, suppress_health_check=_ALL, database=None)
@given(updates(), st.integers(0, 1000))
def test_ten_thousand_updates(house: House, content: Json, press: int) -> None:
    check(house, content, press)
