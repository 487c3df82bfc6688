"""Twenty people at one board, through the delivery that keeps Telegram's limits."""

import random
from collections.abc import AsyncIterator
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa

from bot.application import bare_application
from bot.delivery.outgoing.limits import LocalLimits
from bot.delivery.running import Running, running
from bot.store import schema
from handlers.chats.state import ChatState
from handlers.messages.texts import Texts
from handlers.procedures.state import OpenProcedure
from handlers.register import register
from handlers.services import Services
from knowledge.assistant import Assistant
from tests.bot.standin import TOKEN, Call, StandIn, message, refusal, standing_in

GROUP = -100
PEOPLE = range(1, 21)
EDIT = "editMessageText"


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


class Meeting:
    """A group around one board; a second passes when it is told to."""

    def __init__(self, telegram: StandIn, bot: Running, clock: Clock) -> None:
        self.telegram, self.bot, self.clock = telegram, bot, clock
        self.moments: list[float] = []
        """When the bot sent or edited something."""
        self._query = count(1)
        self._seen = 0

    async def press(self, *presses: tuple[int, str], times: int = 1) -> None:
        """Let people press all at once what the newest screen offers; each update may repeat."""
        updates = [self._press(user, label) for user, label in presses]
        await self.bot.delivery.accept(updates * times)
        await self.settle()

    async def settle(self) -> None:
        """Let the bot do what it can do now."""
        self.bot.lanes.wake([GROUP])
        await self.bot.settled(GROUP)
        fresh = [c for c in self.telegram.calls[self._seen :] if c.chat == GROUP]
        self._seen = len(self.telegram.calls)
        self.moments += [self.clock.now] * len(fresh)

    async def seconds(self, number: int) -> None:
        for _second in range(number):
            self.clock.now += 1
            await self.settle()

    @property
    def screen(self) -> Call:
        """What everybody sees."""
        boards = (call for call in self.telegram.calls if "reply_markup" in call.parameters)
        return list(boards)[-1]

    @property
    def edits(self) -> int:
        return sum(call.method == EDIT for call in self.telegram.calls)

    async def opened(self) -> OpenProcedure:
        """Return what is kept of the procedure."""
        query = sa.select(schema.chat.c.state)
        kept = await self.bot.database.run(lambda c: c.execute(query).scalar_one())
        [opened] = ChatState.model_validate_json(kept).procedures.values()
        return opened

    def _press(self, user: int, label: str) -> dict[str, Any]:
        rows = self.screen.parameters["reply_markup"]["inline_keyboard"]
        data = next(b["callback_data"] for row in rows for b in row if label in b["text"])
        board = message("x", chat=GROUP, user=user)
        query = {"id": str(next(self._query)), "chat_instance": "1", "data": data}
        return self.telegram.push(
            callback_query={**query, "from": board["from"], "message": board}
        )


@pytest.fixture
async def meeting(assistant: Assistant) -> AsyncIterator[Meeting]:
    """Twenty people at the criteria of cluster activation, which everybody may tick."""
    clock = Clock()
    async with standing_in(StandIn()) as telegram:
        services = Services(assistant, Texts(), clock)
        application = bare_application(TOKEN, services, api_url=telegram.url)
        register(application)
        limits = LocalLimits(clock=clock, sleep=clock.sleep)
        async with running(application, limits=limits) as bot:
            meeting = Meeting(telegram, bot, clock)
            command = {"type": "bot_command", "offset": 0, "length": 17}
            start = telegram.say("/activate_cluster", chat=GROUP, user=1, entities=[command])
            await bot.delivery.accept([start])
            await meeting.settle()
            for label in ("Open to all", "No refugees"):
                await meeting.press((1, label))
            await meeting.seconds(60)
            yield meeting


async def test_twenty_presses_at_once_count_each_tick_once_in_one_edit(meeting: Meeting) -> None:
    before, edits = (await meeting.opened()).run.version, meeting.edits
    await meeting.press(*[(user, f"☐ {user % 2 + 1}") for user in PEOPLE], times=2)
    run = (await meeting.opened()).run
    assert list(run.ticked["criteria"]) == ["gap", "capacity"]
    assert run.version == before + 2
    assert meeting.edits == edits + 1
    assert meeting.screen.text.count("☑") == 2


async def test_twenty_who_are_done_at_once_move_one_step(meeting: Meeting) -> None:
    await meeting.press((1, "☐ 1"))
    await meeting.press(*[(user, "Done") for user in PEOPLE])
    run = (await meeting.opened()).run
    assert (run.step, run.trail) == ("agency", ("people", "criteria"))


async def test_minutes_of_pressing_stays_within_the_limit_of_a_group(meeting: Meeting) -> None:
    chance = random.Random(6)
    for _second in range(300):
        shown = ("☐ 1", "☑ 1")["☑ 1" in str(meeting.screen.parameters["reply_markup"])]
        crowd = chance.sample(PEOPLE, chance.choice([0, 1, 2] * 5 + [20]))
        await meeting.press(*[(user, shown) for user in crowd])
        await meeting.seconds(1)
    await meeting.seconds(10)
    assert max(sum(m <= n < m + 60 for n in meeting.moments) for m in meeting.moments) <= 20
    ticked = bool((await meeting.opened()).run.ticked["criteria"])
    assert ("☑ 1. " in meeting.screen.text) is ticked


async def test_an_edit_that_waits_for_its_moment_is_overtaken_by_the_next(
    meeting: Meeting,
) -> None:
    meeting.telegram.fail(EDIT, refusal(429, "Too Many Requests", retry_after=20))
    edits = meeting.edits
    await meeting.press((1, "☐ 1"))
    for user in PEOPLE:
        await meeting.press((user, "☐ 2"))
    assert meeting.edits == edits
    await meeting.seconds(25)
    assert meeting.edits == edits + 1
    assert meeting.screen.text.count("☑") == 2


async def test_more_presses_than_are_read_at_once_still_make_few_edits(meeting: Meeting) -> None:
    edits = meeting.edits
    presses = [(user, f"☐ {number}") for user in PEOPLE for number in (1, 2)]
    await meeting.press(*presses)
    assert meeting.edits == edits + 1
