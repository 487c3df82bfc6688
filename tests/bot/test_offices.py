"""Two bots with two tokens and two countries, side by side on one PostgreSQL.

Both run as an operator starts them, and see the same chats: whatever one did for the other would
show.
"""

import asyncio
import contextlib
import itertools
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from knowledge.content.loader import load
from tests.bot.office import Office
from tests.bot.standin import StandIn, refusal, standing_in
from tests.postgresql import Server
from tests.testland import CODE, OTHER, write_testland, write_trialand

pytestmark = pytest.mark.asyncio(loop_scope="module")
QUESTION = "who leads nutrition?"
OURS = {
    "kenya": "[Testland] The Nutrition Cluster is led by the Testland Nutrition Agency.",
    "sudan": "[Trialand] The Nutrition Cluster is led by the Trialand Nutrition Agency.",
}
_TIMERS = "SELECT count(*) FROM event WHERE key LIKE 't:%' AND done IS NULL"
_chats = itertools.count(7_000_000_001)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def offices(
    postgresql: Server, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Office, Office]]:
    folder, url = tmp_path_factory.mktemp("offices"), postgresql.new_database()
    write_testland(folder / "content")
    write_trialand(folder / "content")
    load(extra=folder / "content", snapshot=folder / "content.json")
    async with contextlib.AsyncExitStack() as stack:
        made = []
        for number, (name, country) in enumerate({"kenya": CODE, "sudan": OTHER}.items(), 1):
            telegram = StandIn(token=f"{number}23456789:" + "AAstandin" * 4)
            await stack.enter_async_context(standing_in(telegram))
            made.append(_office(name, telegram, folder, url, country))
        kenya, sudan = made
        await asyncio.gather(kenya.start(), sudan.start())
        yield kenya, sudan
        await asyncio.gather(kenya.end(), sudan.end())


def _office(name: str, telegram: StandIn, folder: Path, url: str, country: str) -> Office:
    own = folder / name
    (own / "var").mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / "content.json", own / "var")
    content = folder / "content"
    return Office(name, telegram, own, database_url=url, content=content, country=country)


@pytest.fixture
def chat() -> int:
    """Somebody who writes to both."""
    return next(_chats)


async def _both(offices: tuple[Office, Office], text: str, chat: int) -> list[str]:
    return await asyncio.gather(*(office.answers(text, chat=chat) for office in offices))


async def test_the_same_question_gets_each_offices_own_answer(
    offices: tuple[Office, Office], chat: int
) -> None:
    for office, answer in zip(offices, await _both(offices, QUESTION, chat), strict=True):
        assert answer.startswith(OURS[office.name])


async def test_somebody_who_writes_to_both_has_a_pseudonym_in_each(
    offices: tuple[Office, Office], chat: int
) -> None:
    await _both(offices, QUESTION, chat)
    known = [set(office.rows("SELECT id FROM chat")) for office in offices]
    assert all(known)
    assert not known[0] & known[1]


async def test_what_is_chosen_and_forgotten_with_one_stays_with_the_other(
    offices: tuple[Office, Office], chat: int
) -> None:
    kenya, sudan = offices
    await _both(offices, "/country Trialand", chat)
    before = sudan.rows("SELECT count(*) FROM chat")
    assert (await kenya.answers(QUESTION, chat=chat)).startswith(OURS["sudan"])
    await kenya.answers("/forget", chat=chat)
    await kenya.press(chat=chat)
    assert (await kenya.answers(QUESTION, chat=chat)).startswith(OURS["kenya"])
    assert sudan.rows("SELECT count(*) FROM chat") == before
    assert "Country: XTM" in await sudan.answers("/mydata", chat=chat)


async def test_each_holds_all_its_own_shares(offices: tuple[Office, Office], chat: int) -> None:
    await _both(offices, QUESTION, chat)
    held = """
        SELECT application_name, count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND datname = current_database() AND objid < 64
        GROUP BY application_name ORDER BY application_name
    """
    assert offices[0].rows(held) == [("coordbot kenya", 64), ("coordbot sudan", 64)]


async def test_a_chat_that_one_must_leave_alone_is_answered_by_the_other(
    offices: tuple[Office, Office], chat: int
) -> None:
    kenya, sudan = offices
    await _both(offices, QUESTION, chat)
    kenya.telegram.fail("sendMessage", refusal(429, "Too Many Requests", retry_after=4))
    kenya.say(QUESTION, chat=chat)
    await kenya.telegram.until(lambda: not kenya.telegram.faults["sendMessage"][-1].times)
    before = len(kenya.telegram.texts_to(chat))
    assert (await sudan.answers(QUESTION, chat=chat)).startswith(OURS["sudan"])
    assert len(kenya.telegram.texts_to(chat)) == before
    await kenya.telegram.until(lambda: len(kenya.telegram.texts_to(chat)) > before)


async def test_a_timer_goes_off_in_its_own_bot(offices: tuple[Office, Office], chat: int) -> None:
    kenya, sudan = offices
    await _both(offices, "/pocket", chat)
    for office in offices:
        await office.press(chat=chat)
        # What was sent yesterday was another card.
        office.rows("""UPDATE chat SET state = replace(state, '"digest":"', '"digest":"x')""")
        assert office.rows(_TIMERS) == [(1,)]
    kenya.rows("UPDATE event SET due = 1 WHERE key LIKE 't:%' AND done IS NULL")
    await kenya.telegram.until(lambda: "has changed" in kenya.telegram.texts_to(chat)[-1])
    assert sudan.rows(_TIMERS) == [(1,)]
    assert "has changed" not in sudan.telegram.texts_to(chat)[-1]


async def test_what_one_gave_up_is_not_the_others(
    offices: tuple[Office, Office], chat: int
) -> None:
    kenya, sudan = offices
    await _both(offices, QUESTION, chat)
    kenya.telegram.push(message={"chat": {"id": chat, "type": "private"}, "date": 1})
    [(number,)] = await kenya.until("SELECT number FROM dead_letter")
    (_code, ours), theirs = await asyncio.gather(
        kenya.call("dead", "list"), sudan.call("dead", "list")
    )
    assert ours.startswith(f"{number} ")
    assert theirs == (0, "")


async def test_one_that_is_killed_leaves_the_other_alone_and_comes_back_to_its_own(
    offices: tuple[Office, Office], chat: int
) -> None:
    kenya, sudan = offices
    await _both(offices, "/country Trialand", chat)
    await kenya.kill()
    for _question in range(3):
        kenya.say(QUESTION, chat=chat)
        answer = await sudan.answers(QUESTION, chat=chat)
        assert answer.startswith(OURS["sudan"])
    told = len(sudan.telegram.texts_to(chat))
    assert len(kenya.telegram.texts_to(chat)) == 1
    await kenya.start()
    await kenya.telegram.until(lambda: len(kenya.telegram.texts_to(chat)) == 4, seconds=90)
    # What the chat chose before the crash is in its own schema.
    assert kenya.telegram.texts_to(chat)[-1].startswith(OURS["sudan"])
    assert len(sudan.telegram.texts_to(chat)) == told


async def test_a_bot_does_not_start_on_the_tables_of_another(
    offices: tuple[Office, Office], chat: int
) -> None:
    kenya, sudan = offices
    await _both(offices, QUESTION, chat)
    code, told = await sudan.call("run", DATABASE_SCHEMA="kenya")
    assert code == 2
    assert "give each a name of its own in COORDBOT_DATABASE_SCHEMA" in told
    assert (await kenya.answers(QUESTION, chat=chat)).startswith(OURS["kenya"])
