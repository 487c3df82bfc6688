"""Nothing is kept longer than deploy/PRIVACY.md says, row by row, with a moved clock."""

import asyncio
import contextlib
import os
import re
import sqlite3
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.store import chats, dead, events, gaps, outbox, proposals, topics, uploads
from bot.store.backup import KEPT, backups
from bot.store.database import Database
from bot.store.events import NewEvent
from bot.store.opening import open_database
from bot.store.outbox import NewMessage
from bot.store.retention import purge
from bot.store.schema import metadata
from bot.store.upkeep import tend, tidy_states, upkeep
from handlers.chats.records import Asked, Audited, Missed, Proposal, Reason
from handlers.chats.state import ChatState, Person, tidied
from knowledge.assistant import Topic
from knowledge.models import Card

PRIVACY = Path(__file__).parents[3] / "deploy" / "PRIVACY.md"
MINUTE, HOUR = 60.0, 3600.0
DAY = 24 * HOUR
SECONDS = {"minutes": MINUTE, "hours": HOUR, "days": DAY}
CHAT = 70_000_007
COUNTED = "how often a card was an answer"
SUNDAY = 4 * DAY - 1
"""The last second of the first week: counts of a week go together."""

Put = Callable[[sa.Connection], None]


def _waits(connection: sa.Connection) -> None:
    events.journal(connection, [NewEvent("u:1", CHAT, "{}", 0.0)])


def _done(connection: sa.Connection) -> None:
    _waits(connection)
    events.close(connection, 1, now=0.0)


def _unsent(connection: sa.Connection) -> None:
    _done(connection)
    outbox.put(connection, [NewMessage(CHAT, "u:1", "sendMessage", "{}", "answer:1")])


def _sent(connection: sa.Connection) -> None:
    _unsent(connection)
    outbox.sent(connection, outbox.unsent(connection, CHAT)[0], 5, 0.0)


def _buried(connection: sa.Connection) -> None:
    dead.bury_event(connection, chat=CHAT, key="u:1", payload="{}", reason="", now=0.0)


def _missed(connection: sa.Connection) -> None:
    gaps.add(connection, Missed("1", "who?", Reason.MISS), now=0.0)


def _watched(connection: sa.Connection) -> None:
    _missed(connection)
    gaps.watch(connection, "1", CHAT, now=0.0)


def _state(state: str, connection: sa.Connection) -> None:
    chats.save_state(connection, CHAT, state, now=0.0)


TOPIC = ChatState(people={1: Person(topic=Topic("ocha", "definition"))}).model_dump_json()
AWAITED = """{"procedures": {"1": {"starter": 1, "language": "en",
    "run": {"id": "1", "procedure": "p", "content": "", "step": "s"},
    "awaiting": {"1": {"what": "note", "version": 1}}}}}"""
ROWS: dict[str, tuple[Put, str]] = {
    "message waiting to be handled": (_waits, "SELECT count(*) FROM event"),
    "number of an update": (_done, "SELECT count(*) FROM event"),
    "answer waiting to be sent": (_unsent, "SELECT count(*) FROM outbox"),
    "dead letter": (_buried, "SELECT count(*) FROM dead_letter"),
    "number of a sent message": (_sent, "SELECT count(*) FROM sent_message"),
    "state of a chat": (partial(_state, '{"language": "en"}'), "SELECT count(*) FROM chat"),
    "topic, choices, situation told of, language of the last answer": (
        partial(_state, TOPIC),
        "SELECT count(*) FROM chat WHERE state LIKE '%ocha%'",
    ),
    "answer just given in a group": (
        partial(_state, '{"given": {"x": {"at": 0, "place": 1, "question": 1, "key": "k"}}}'),
        "SELECT count(*) FROM chat WHERE state LIKE '%given%'",
    ),
    "questions and notes of a meeting": (
        partial(
            _state, '{"meetings": {"0": {"title": "", "began": 0, "place": 1, "language": "en"}}}'
        ),
        "SELECT count(*) FROM chat WHERE state LIKE '%meetings%'",
    ),
    "number of a file at Telegram": (
        lambda connection: uploads.keep(connection, "key", "file", now=0.0),
        "SELECT count(*) FROM upload",
    ),
    "question without an answer": (_missed, "SELECT count(*) FROM gap"),
    "who waits for an answer": (_watched, "SELECT count(*) FROM gap_watch"),
    COUNTED: (
        lambda connection: topics.count(connection, Asked(Card("ocha", "lead"), "1"), now=SUNDAY),
        "SELECT count(*) FROM topic",
    ),
    "proposal of a curator": (
        lambda connection: proposals.put(
            connection, Proposal("1", "x", None, None, proposer=1), now=0.0
        ),
        "SELECT count(*) FROM proposal",
    ),
    "what a curator did": (
        lambda connection: proposals.log(connection, Audited(1, "reload"), now=0.0),
        "SELECT count(*) FROM audit",
    ),
    "whose text is awaited": (
        partial(_state, AWAITED),
        "SELECT count(*) FROM chat WHERE state LIKE '%note%'",
    ),
}
FILES = {"daily copy", "database put aside"}


def promised() -> dict[str, float]:
    """Return the rows of the table: what is kept, and for how many seconds."""
    text = PRIVACY.read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \|[^|]+\|[^|]+\| (\d+) (minutes|hours|days)", text, re.M)
    return {what: int(number) * SECONDS[unit] for what, number, unit in rows}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite:///{tmp_path}/bot.db") as database:
        yield database


def test_every_row_of_the_table_is_tested_and_no_other() -> None:
    assert set(promised()) == set(ROWS) | FILES


def test_the_table_names_every_table_of_the_database() -> None:
    text = PRIVACY.read_text(encoding="utf-8")
    assert [name for name in metadata.tables if f"`{name}`" not in text] == []


@pytest.mark.parametrize("what", ROWS)
async def test_it_is_there_until_its_time_is_over(database: Database, what: str) -> None:
    put, counted = ROWS[what]
    await database.run(put)
    end = promised()[what] + (SUNDAY if what == COUNTED else 0)
    for moment, there in ((end, 1), (end + 1, 0)):
        await database.run(partial(purge, now=moment))
        await tidy_states(database, now=moment, tidy=tidied)
        count = await database.run(lambda c: c.exec_driver_sql(counted).scalar())
        assert count == there


async def test_an_answer_that_cannot_be_sent_becomes_a_dead_letter(database: Database) -> None:
    await database.run(_unsent)
    counts = await database.run(partial(purge, now=2 * DAY + 1))
    assert counts["outbox"] == 1
    [letter] = await database.run(dead.dead_letters)
    assert letter.reason == "not sent within 48 hours"


async def test_a_chat_in_which_something_waits_keeps_its_state(database: Database) -> None:
    await database.run(partial(_state, '{"language": "en"}'))
    later = NewEvent("t:tea:1.0", CHAT, "{}", 0.0, due=40 * DAY)
    await database.run(lambda c: events.journal(c, [later]))
    assert (await database.run(partial(purge, now=31 * DAY)))["chat"] == 0


@pytest.mark.parametrize("count", [0, 1, 200, 201, 450])
async def test_states_are_tidied_a_few_at_a_time(database: Database, count: int) -> None:
    def put(connection: sa.Connection) -> None:
        for identity in range(count):
            chats.save_state(connection, identity, TOPIC, now=0.0)

    def old(connection: sa.Connection) -> int:
        query = "SELECT count(*) FROM chat WHERE state LIKE '%ocha%'"
        return int(connection.exec_driver_sql(query).scalar_one())

    await database.run(put)
    tidying = asyncio.create_task(tidy_states(database, now=DAY, tidy=tidied))
    await asyncio.sleep(0)
    left = [await database.run(old) for _ in range(4)]
    assert left == [max(0, count - done) for done in (200, 400, 600, 800)]
    await tidying


async def test_files_are_made_once_a_day_and_go_in_time(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "bot.db"
    url = f"sqlite:///{path}"
    broken = tmp_path / "bot.db.broken-1"
    broken.write_bytes(b"junk")
    start = int(broken.stat().st_mtime)
    os.utime(broken, (start, start))
    for day in range(9):
        for hour in (0, 12):
            now = start + day * DAY + hour * HOUR
            made = set(backups(path))
            await tend(database, url, now=now, tidy=tidied)
            for fresh in set(backups(path)) - made:
                os.utime(fresh, (now, now))
        assert broken.exists() == (now - start <= promised()["database put aside"])
    ages = [now - copy.stat().st_mtime for copy in backups(path)]
    assert len(ages) == KEPT
    assert max(ages) < promised()["daily copy"]


async def test_upkeep_goes_on_where_the_file_is_locked_for_a_time(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "bot.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        async with database.copying:
            keeping = asyncio.create_task(upkeep(database, f"sqlite:///{path}", tidy=tidied))
            await asyncio.sleep(0)
            for _done in ("purged", "tidied"):
                await database.run(lambda _connection: None)  # it comes after that
            other.execute("BEGIN IMMEDIATE")
        with capture_logs() as lines:
            async with asyncio.timeout(10):
                while not lines and not keeping.done():  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(0.05)
    assert [line["reason"] for line in lines] == ["OperationalError"]
    assert not keeping.done()
    keeping.cancel()
