"""The same on a real PostgreSQL."""

import asyncio
from functools import partial

import sqlalchemy as sa

from bot.delivery import records
from bot.delivery.running import running
from bot.store import dead, gaps, outbox, topics
from bot.store.opening import open_database
from bot.store.retention import COUNT_SECONDS, purge
from bot.store.schema import dead_letter
from handlers.chats.records import (
    Asked,
    Audited,
    GapState,
    Judged,
    Missed,
    Proposal,
    ProposalState,
    Rated,
    Reason,
    Record,
    Watched,
)
from knowledge.models import Card
from knowledge.text.similar import question_id
from tests.bot.delivery.poll import polling
from tests.bot.delivery.test_crashes import living, survive
from tests.bot.parrot import parrot
from tests.bot.standin import StandIn, refusal
from tests.chat import SECRET
from tests.postgresql import Server


async def test_questions_are_answered_in_order(telegram: StandIn, database_url: str) -> None:
    for number in range(20):
        telegram.say(f"q{number}")
    async with polling(telegram, database_url):
        await telegram.until(lambda: len(telegram.texts) == 20)
    assert telegram.texts == [f"{n + 1} q{n}" for n in range(20)]


async def test_timers_edits_and_refusals_work(telegram: StandIn, database_url: str) -> None:
    async with (
        open_database(database_url, secret=SECRET) as database,
        running(parrot(api_url=telegram.url), database=database) as bot,
    ):
        for said in ("in x first", "edit x second", "remind tea 0.1"):
            await bot.handle(telegram.say(said, chat=-9))
        telegram.fail(
            "sendMessage", refusal(400, "Bad Request: upgraded", migrate_to_chat_id=-1009)
        )
        await bot.handle(telegram.say("moved", chat=-9))
        await telegram.until(lambda: "1 moved" in telegram.texts_to(-1009))
        await asyncio.sleep(0.1)
        await bot.delivery.sweep()
        await telegram.until(lambda: "timer tea" in telegram.texts)
        await bot.settled(-1009)
        assert await database.run(lambda c: outbox.unsent(c, -1009)) == []


async def test_dead_letters_are_tried_again_in_their_order(
    telegram: StandIn, database_url: str
) -> None:
    async with (
        open_database(database_url, secret=SECRET) as database,
        running(parrot(api_url=telegram.url), database=database) as bot,
    ):
        telegram.fail("sendMessage", refusal(400, "Bad Request: something new", times=3))
        for said in ("a", "b", "c"):
            await bot.handle(telegram.say(said))
        numbers = [letter.number for letter in await database.run(dead.dead_letters)]
        # A row that changes is written anew, behind all others.
        change = sa.update(dead_letter).where(dead_letter.c.number == numbers[0])
        await database.run(lambda c: c.execute(change.values(buried=0)))
        assert await database.run(partial(dead.replay, numbers=numbers, now=0.0)) == 3
        bot.waker.wake([7])
        await telegram.until(lambda: len(telegram.texts) == 3)
    assert telegram.texts == ["1 a", "2 b", "3 c"]


async def test_row_56_nothing_is_lost_while_the_server_is_gone(
    telegram: StandIn, database_url: str, postgresql: Server
) -> None:
    async with polling(telegram, database_url) as bot:
        telegram.say("a")
        await telegram.until(lambda: telegram.texts == ["1 a"])
        await asyncio.to_thread(postgresql.stop)
        telegram.say("b")
        await telegram.until(lambda: not bot.waker.leads)
        assert telegram.pending
        await asyncio.to_thread(postgresql.start)
        await telegram.until(lambda: telegram.texts == ["1 a", "2 b"], seconds=60)


async def test_row_48_killed_at_every_failpoint_on_postgresql(
    telegram: StandIn, database_url: str
) -> None:
    await survive(telegram, database_url, kills=6, at_points=True)


async def test_row_48_three_replicas_killed_at_any_moment(
    telegram: StandIn, database_url: str
) -> None:
    await survive(telegram, database_url, kills=6, at_points=False, replicas=3, pause=0.1)


async def test_an_update_that_kills_is_given_up_after_three_deaths_of_any_replicas(
    telegram: StandIn, database_url: str
) -> None:
    async with living(telegram, database_url, replicas=3) as lives:
        for chat in (*range(1, 9), *range(1, 9)):
            telegram.say("q", chat=chat)
        await telegram.until(lambda: len(telegram.texts) == 16, seconds=90)
        telegram.say("die")
        telegram.say("after")
        await telegram.until(lambda: "3 after" in telegram.texts, seconds=120)
        assert lives.deaths == 4
    assert telegram.texts_to(7)[2].startswith("Something went wrong")


async def test_what_curators_work_with_is_kept_there_too(database_url: str) -> None:
    gap, card = question_id("谁管评审小组"), Card("nutrition", "lead")
    kept: list[Record] = [
        *[Missed(gap, "谁管评审小组", Reason.MISS)] * 2,
        *[Watched(gap, 7)] * 2,
        *[Asked(card, "a")] * 5,
        Rated(card, "a", useful=True),
        Proposal("1", "text", None, None, 7),
        Proposal("1", "text", None, None, 7, "source", ProposalState.REJECTED),
        Audited(7, "reload"),
        Judged(gap, GapState.PENDING, "nutrition"),
    ]
    async with open_database(database_url, secret=SECRET) as database:
        assert await database.run(lambda c: records.keep(c, kept, now=1.0)) == []
        [found] = await database.run(lambda c: gaps.gaps(c, {GapState.PENDING}))
        assert (found.count, found.waiting, found.entry) == (2, 1, "nutrition")
        usage = await database.run(topics.usage)
        assert [topic.asked for topic in usage.topics] == [5]
        solved = [Judged(gap, GapState.SOLVED)]
        [told] = await database.run(lambda c: records.keep(c, solved, now=1.0))
        assert told.chat_id == 7
        gone = await database.run(partial(purge, now=COUNT_SECONDS * 2))
        expected = {"gap": 1, "gap_watch": 0, "proposal": 1, "topic": 1, "audit": 1}
        assert {name: gone[name] for name in expected} == expected
