"""Timers, presses, the end of the process, and what kills it."""

import asyncio
import json
import time
from functools import partial
from pathlib import Path
from typing import Any

from bot.delivery.running import Running, running
from bot.store import events
from bot.store.database import Job
from bot.store.dead import dead_letters
from bot.store.events import NewEvent
from bot.store.opening import open_database
from bot.store.outbox import unsent
from tests.bot.parrot import parrot
from tests.bot.standin import Fault, StandIn, message


class FakeClock:
    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


async def _pass(bot: Running, clock: FakeClock, seconds: float) -> None:
    clock.now += seconds
    await bot.delivery.sweep()
    await bot.settled(7)


async def test_a_timer_fires_once_also_after_a_restart(telegram: StandIn, tmp_path: Path) -> None:
    clock, url = FakeClock(), f"sqlite:///{tmp_path}/bot.db"
    async with (
        open_database(url) as database,
        running(parrot(api_url=telegram.url, clock=clock), database=database) as bot,
    ):
        await bot.handle(telegram.say("remind tea 60"))
        await _pass(bot, clock, 59)
        assert telegram.texts == []
    async with (
        open_database(url) as database,
        running(parrot(api_url=telegram.url, clock=clock), database=database) as bot,
    ):
        await _pass(bot, clock, 2)
        await _pass(bot, clock, 100)
    assert telegram.texts == ["timer tea"]


async def test_a_timer_of_the_same_name_takes_its_place(telegram: StandIn) -> None:
    clock = FakeClock()
    async with running(parrot(api_url=telegram.url, clock=clock)) as bot:
        for said in ("remind tea 60", "remind tea 120", "remind cake 60", "cancel cake"):
            await bot.handle(telegram.say(said))
        await _pass(bot, clock, 70)
        assert telegram.texts == []
        await _pass(bot, clock, 60)
        await bot.handle(telegram.say("remind tea 10"))
        await _pass(bot, clock, 11)
    assert telegram.texts == ["timer tea", "timer tea"]


async def test_row_40_two_presses_at_once_count_twice_and_in_order(
    bot: Running, telegram: StandIn
) -> None:
    presses = [_press(telegram) for _ in range(5)]
    await bot.delivery.accept(presses)
    await bot.settled(7)
    edits = [text for text in telegram.texts if text.startswith("pressed")]
    # Each was one transition; edits that a later one covers are not sent.
    assert edits[-1] == "pressed 5"


async def test_row_28_a_press_from_before_the_outage_does_nothing(telegram: StandIn) -> None:
    clock = FakeClock()
    async with running(parrot(api_url=telegram.url, clock=clock)) as bot:
        old = NewEvent("u:1", 7, json.dumps(_press(telegram)), received=clock.now - 200)
        await bot.database.run(lambda c: events.journal(c, [old]))
        await _pass(bot, clock, 0)
    assert telegram.calls == []


async def test_row_47_the_end_waits_for_what_has_begun_and_leaves_the_rest(
    telegram: StandIn, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    async with open_database(url) as database:
        async with running(
            parrot(api_url=telegram.url), database=database, drain_seconds=0.4
        ) as bot:
            telegram.fail("sendMessage", Fault(hang=True, fits=lambda call: call.chat == 8))
            updates = [telegram.say(f"q{n}", chat=c) for n in range(3) for c in (7, 8)]
            await bot.delivery.accept(updates)
            started = time.monotonic()
        assert time.monotonic() - started < 1.0
        assert telegram.texts_to(7) == ["1 q0", "2 q1", "3 q2"]
        left = await database.run(partial(unsent, chat=8))
        assert len(left) == 3
    async with (
        open_database(url) as database,
        running(parrot(api_url=telegram.url), database=database) as bot,
    ):
        await bot.delivery.sweep()
        await bot.settled(8)
        await bot.handle(telegram.say("q3", chat=8))
    assert telegram.texts_to(8) == ["1 q0", "2 q1", "3 q2", "4 q3"]


async def test_an_event_that_killed_the_process_three_times_is_a_dead_letter(
    telegram: StandIn, tmp_path: Path
) -> None:
    async with open_database(f"sqlite:///{tmp_path}/bot.db") as database:
        said = json.dumps({"update_id": 5, "message": message("die")})
        rest = json.dumps({"update_id": 6, "message": message("next")})
        kept = [NewEvent("u:5", 7, said, 1.0), NewEvent("u:6", 7, rest, 1.0)]
        await database.run(lambda c: events.journal(c, kept))
        for _ in range(3):
            await database.run(lambda c: events.accuse(c, 1))
        async with running(parrot(api_url=telegram.url), database=database) as bot:
            await bot.delivery.sweep()
            await telegram.until(lambda: len(telegram.texts) == 2)
            [letter] = await database.run(dead_letters)
    assert letter.reason == "the process died 3 times over it"
    assert telegram.texts[0].startswith("Something went wrong")
    assert telegram.texts[1] == "1 next"


async def test_a_send_is_not_repeated_because_it_could_not_be_marked(
    bot: Running, telegram: StandIn
) -> None:
    run, failing = bot.database.run, [True]

    async def broken(job: Job[Any], **options: float) -> Any:
        if telegram.texts and failing:
            failing.pop()
            raise OSError("disk full")
        return await run(job, **options)

    bot.database.run = broken  # type: ignore[method-assign]
    await bot.handle(telegram.say("hello"))
    await bot.delivery.sweep()
    await bot.settled(7)
    assert telegram.texts == ["1 hello"]
    assert await bot.database.run(partial(unsent, chat=7)) == []


async def test_a_message_is_not_taken_for_one_that_was_sent_under_its_number(
    bot: Running, telegram: StandIn
) -> None:
    run, failing = bot.database.run, [True]

    async def committed_but_nobody_heard(job: Job[Any], **options: float) -> Any:
        result = await run(job, **options)
        if telegram.texts and failing:
            failing.pop()
            raise OSError("the answer was lost")
        return result

    bot.database.run = committed_but_nobody_heard  # type: ignore[method-assign]
    await bot.handle(telegram.say("hello"))
    await bot.handle(telegram.say("there"))
    assert telegram.texts == ["1 hello", "2 there"]


async def test_what_is_said_is_nowhere_when_it_is_done(telegram: StandIn, tmp_path: Path) -> None:
    async with (
        open_database(f"sqlite:///{tmp_path}/bot.db") as database,
        running(parrot(api_url=telegram.url), database=database) as bot,
    ):
        await bot.handle(telegram.say("a-secret"))
    assert telegram.texts == ["1 a-secret"]
    assert b"a-secret" not in (tmp_path / "bot.db").read_bytes()
    await asyncio.sleep(0)


def _press(telegram: StandIn) -> dict[str, object]:
    said = telegram.say("board")["message"]
    query = {"id": "1", "from": said["from"], "chat_instance": "1", "data": "x", "message": said}
    return telegram.push(callback_query=query)


async def test_row_47_an_answer_to_a_press_does_not_hold_up_the_end(telegram: StandIn) -> None:
    async with running(parrot(api_url=telegram.url), drain_seconds=1.0) as bot:
        telegram.fail("answerCallbackQuery", Fault(hang=True))
        await bot.delivery.accept([_press(telegram)])
        await telegram.until(lambda: telegram.texts == ["pressed 1"])
        started = time.monotonic()
    assert time.monotonic() - started < 2.5
