"""Row 46: everybody types inline queries at once, and Telegram is slow."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field

from bot.application import build_application
from bot.delivery.api.updates import Raw
from bot.delivery.outgoing.fleeting import AT_ONCE, MAX_WAITING, SECONDS, Fleeting
from bot.delivery.running import running
from tests.bot.delivery.poll import polling_of
from tests.bot.script import Call
from tests.bot.standin import TOKEN, StandIn, standing_in

PEOPLE = range(1, 31)
TYPED = "who leads the nutrition cluster in Sudan"


@dataclass
class Slow(StandIn):
    """Takes half a second to take an answer to an inline query."""

    answered: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """How much of the question each person had typed when an answer came."""
    on_the_way: list[str] = field(default_factory=list)
    most: int = 0
    twice: bool = False

    async def _carry_out(self, call: Call) -> object:
        if call.method == "answerInlineQuery":
            person, _dash, letters = call.parameters["inline_query_id"].partition("-")
            self.twice |= person in self.on_the_way
            self.on_the_way.append(person)
            self.most = max(self.most, len(self.on_the_way))
            await asyncio.sleep(0.5)
            self.on_the_way.remove(person)
            self.answered[person].append(int(letters))
        return await super()._carry_out(call)


async def test_row_46_of_thirty_who_type_at_once_each_is_answered_the_newest() -> None:
    async with (
        standing_in(Slow()) as telegram,
        running(build_application(TOKEN, api_url=telegram.url)) as bot,
        polling_of(bot),
    ):
        for letters in range(1, len(TYPED) + 1):
            for person in PEOPLE:
                _type(telegram, person, letters)
            await asyncio.sleep(0.03)
        telegram.say("who leads shelter?", chat=99)
        await telegram.until(lambda: len(telegram.texts_to(99)) == 1, seconds=5)
        await telegram.until(
            lambda: all(telegram.answered[str(p)][-1:] == [len(TYPED)] for p in PEOPLE), seconds=20
        )
    assert not telegram.twice
    assert telegram.most <= AT_ONCE
    # At the first letters, and when the answer before was there: not at each of the forty.
    assert max(map(len, telegram.answered.values())) < 20


async def test_row_46_what_waits_is_bounded_and_the_newest_of_it() -> None:
    never, heard = asyncio.Event(), []

    async def answer(raw: Raw) -> None:
        heard.append(raw["inline_query"]["from"]["id"])
        await never.wait()

    fleeting = Fleeting(answer)
    for person in range(5 * MAX_WAITING):
        fleeting.take(_query(person, "q"))
        await asyncio.sleep(0)
    assert heard == list(range(AT_ONCE))
    assert len(fleeting._waiting) == MAX_WAITING
    never.set()
    await fleeting.settled()
    assert heard[AT_ONCE:] == list(range(4 * MAX_WAITING, 5 * MAX_WAITING))


async def test_row_46_who_has_waited_too_long_is_not_answered_any_more() -> None:
    now, busy, heard = 0.0, asyncio.Event(), []

    async def answer(raw: Raw) -> None:
        heard.append(raw["inline_query"]["query"])
        await busy.wait()

    fleeting = Fleeting(answer, clock=lambda: now)
    for person in range(AT_ONCE):
        fleeting.take(_query(person, "busy"))
    fleeting.take(_query(-1, "old"))
    await asyncio.sleep(0)
    now = SECONDS + 1
    fleeting.take(_query(-2, "new"))
    busy.set()
    await fleeting.settled()
    assert heard[AT_ONCE:] == ["new"]


def _type(telegram: StandIn, person: int, letters: int) -> None:
    query = _query(person, TYPED[:letters])["inline_query"]
    telegram.push(inline_query={**query, "id": f"{person}-{letters}"})


def _query(person: int, text: str) -> Raw:
    sender = {"id": person, "is_bot": False, "first_name": "P", "language_code": "en"}
    return {"inline_query": {"id": "1", "from": sender, "query": text, "offset": ""}}
