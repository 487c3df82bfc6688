"""Time limits on the screen, and reminders where the chat wants them."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.application import bare_application
from bot.delivery.running import Running, running
from bot.store.opening import open_database
from bot.store.schema import event
from handlers.messages.texts import Texts
from handlers.register import register
from handlers.services import Services
from knowledge.assistant import Assistant
from tests.chat import Chat
from tests.conftest import FakeClock
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.handlers.procedures.conftest import Walker

HOUR = 3600.0
MORNING = datetime(2026, 11, 25, 9, tzinfo=UTC).timestamp()


class Office:
    """One person, a bot that can be started anew, and a clock that can be put forward."""

    def __init__(self, wire: FakeTelegram, clock: FakeClock, assistant: Assistant, url: str):
        self.wire, self.clock, self._url = wire, clock, url
        self._services = Services(assistant, Texts(), clock)

    async def bots(self) -> AsyncGenerator[Running]:
        while True:
            application = bare_application(TOKEN, self._services, request=self.wire)
            register(application)
            async with (
                open_database(self._url) as database,
                running(application, database=database) as bot,
            ):
                yield bot

    async def pass_time(self, bot: Running, hours: float) -> list[str]:
        """Let time go by; returns what the bot says of its own accord."""
        before = len(self.wire.calls)
        self.clock.now += hours * HOUR
        await bot.delivery.sweep()
        await bot.settled(7)
        return [parameters["text"] for _name, parameters in self.wire.calls[before:]]


@pytest.fixture
def office(wire: FakeTelegram, clock: FakeClock, assistant: Assistant, tmp_path: Path) -> Office:
    clock.now = MORNING
    return Office(wire, clock, assistant, f"sqlite:///{tmp_path}/bot.db")


def _walker(office: Office, bot: Running) -> Walker:
    return Walker(Chat(office.wire, bot.handle), office.clock)


async def _to_cerf_submitted(walker: Walker) -> None:
    await walker.say("/procedures")
    await walker.press_start("申请中央应急基金")
    for label in ("联合国人道主义机构", "突然发生", "完成", "完成", "完成", "完成"):
        await walker.press(label)


async def test_a_limit_is_shown_with_the_time_that_is_left(walker: Walker) -> None:
    await _to_cerf_submitted(walker)
    assert walker.board is not None
    assert "⏳ 快速应急申请的处理：还剩3天0小时" in walker.board.text
    walker.clock.now += 2 * 24 * HOUR
    assert "还剩23小时" in (await walker.say("/resume")).text
    walker.clock.now += 2 * 24 * HOUR
    assert "⌛ 快速应急申请的处理：已超时1天" in (await walker.say("/resume")).text
    assert "⏳" not in (await walker.press("上一步")).text


async def test_reminders_come_once_each_and_survive_a_restart(office: Office) -> None:
    bots = office.bots()
    bot = await anext(bots)
    walker = _walker(office, bot)
    await _to_cerf_submitted(walker)
    await walker.press("到时提醒")
    name, parameters = office.wire.calls[-2]
    assert name == "answerCallbackQuery"
    assert "UTC" in parameters["text"]
    assert await office.pass_time(bot, 53) == []
    bot = await anext(bots)
    [first] = await office.pass_time(bot, 2)
    assert "还剩" in first
    bot = await anext(bots)
    assert await office.pass_time(bot, 1) == []
    [last] = await office.pass_time(bot, 24)
    assert "已超时" in last
    assert await office.pass_time(bot, 100) == []
    await bots.aclose()


async def test_nothing_is_said_where_nobody_asked_for_it(office: Office) -> None:
    bots = office.bots()
    bot = await anext(bots)
    walker = _walker(office, bot)
    await _to_cerf_submitted(walker)
    assert await office.pass_time(bot, 60) == []
    assert await office.pass_time(bot, 60) == []
    await bots.aclose()


@pytest.mark.parametrize("undo", ["上一步", "完成", "退出"])
async def test_a_clock_that_has_stopped_is_not_spoken_of(office: Office, undo: str) -> None:
    bots = office.bots()
    bot = await anext(bots)
    walker = _walker(office, bot)
    await _to_cerf_submitted(walker)
    await walker.press("到时提醒")
    await walker.press(undo)
    if undo == "退出":
        await walker.press("不要文稿")
    assert await office.pass_time(bot, 60) == []
    assert await bot.database.run(_open_timers) == 0
    await bots.aclose()


async def test_what_is_forgotten_has_no_timers_left(office: Office) -> None:
    bots = office.bots()
    bot = await anext(bots)
    walker = _walker(office, bot)
    await _to_cerf_submitted(walker)
    assert await bot.database.run(_open_timers) == 1
    asked = await walker.say("/forget")
    await walker.chat.press(asked, "删除")
    assert await bot.database.run(_open_timers) == 0
    await bots.aclose()


async def test_at_night_it_waits_for_the_morning(office: Office) -> None:
    office.clock.now = datetime(2026, 11, 25, 17, tzinfo=UTC).timestamp()
    bots = office.bots()
    bot = await anext(bots)
    walker = _walker(office, bot)
    await _to_cerf_submitted(walker)
    await walker.press("到时提醒")
    assert await office.pass_time(bot, 59) == []  # 4 in the morning: due since 23:00
    [reminder] = await office.pass_time(bot, 3)
    assert "还剩9小时" in reminder
    await bots.aclose()


def _open_timers(connection: sa.Connection) -> int:
    timers = sa.select(sa.func.count()).where(event.c.key.startswith("t:"), event.c.done.is_(None))
    return int(connection.execute(timers).scalar_one())
