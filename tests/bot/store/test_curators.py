"""What is kept for curators, in a real file: no longer than said, and without who asked."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.delivery import records
from bot.store import gaps, proposals
from bot.store.database import Database
from bot.store.opening import open_database
from bot.store.retention import COUNT_SECONDS, GAP_SECONDS, purge
from bot.store.schema import gap, topic
from bot.store.topics import Topic
from bot.store.topics import topics as read_topics
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
from handlers.chats.timers import Timer
from knowledge.models import Card
from knowledge.text.similar import question_id

LEAD = Card("nutrition", "lead")
MONDAY = 1_799_625_600.0
"""2027-01-11; weeks begin on Mondays, in UTC."""


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite:///{tmp_path}/bot.db") as database:
        yield database


def missed(question: str, reason: Reason = Reason.MISS) -> Missed:
    return Missed(question_id(question), question, reason)


async def keep(database: Database, *kept: Record, now: float = 0.0) -> list[Timer]:
    return await database.run(lambda c: records.keep(c, kept, now=now))


async def count(database: Database, table: str) -> int:
    statement = sa.select(sa.func.count()).select_from(sa.table(table))
    return await database.run(lambda c: int(c.execute(statement).scalar_one()))


async def test_thirty_days_after_it_was_first_asked_nothing_of_a_gap_is_left(
    database: Database, tmp_path: Path
) -> None:
    secret = "谁管评审小组"
    await keep(database, missed(secret), Watched(question_id(secret), 4_242_424_242))
    # Asked again and again, in other words too: that makes nothing last longer.
    for day in range(1, 30):
        await keep(database, missed(secret), missed(f"{secret}呢"), now=day * 86400.0)
    await database.run(partial(purge, now=GAP_SECONDS))
    assert await count(database, "gap") == 2
    await database.run(partial(purge, now=GAP_SECONDS + 1))
    assert await count(database, "gap") == await count(database, "gap_watch") == 0
    await database.close()
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert secret.encode() not in left


async def test_a_watch_lasts_as_long_as_its_gap(database: Database) -> None:
    await keep(database, missed("谁管评审小组"), Watched(question_id("谁管评审小组"), 7))
    await database.run(partial(purge, now=1.0))
    assert await count(database, "gap_watch") == 1


async def test_watching_what_is_not_kept_keeps_nothing(database: Database) -> None:
    await keep(database, Watched(question_id("谁管评审小组"), 7))
    assert await count(database, "gap_watch") == 0


async def test_whoever_waits_is_told_in_the_transaction_that_forgets_her(
    database: Database,
) -> None:
    gap = question_id("谁管评审小组")
    await keep(database, missed("谁管评审小组"), Watched(gap, 7), Watched(gap, 8))
    told = await keep(database, Judged(gap, GapState.SOLVED, "test-body"), now=5.0)
    assert {timer.chat_id for timer in told} == {7, 8}
    assert told[0].data == {"question": "谁管评审小组", "entry": "test-body"}
    assert await count(database, "gap_watch") == 0
    assert await keep(database, Judged(gap, GapState.SOLVED, None)) == []


async def test_the_entry_of_a_gap_that_is_worked_on_can_be_named_later(
    database: Database,
) -> None:
    gap = question_id("谁管评审小组")
    await keep(database, missed("谁管评审小组"), Judged(gap, GapState.PENDING))
    await keep(database, Judged(gap, GapState.PENDING, "test-body"))
    found = await database.run(lambda c: gaps.find(c, gap))
    assert found is not None
    assert found.entry == "test-body"


async def test_who_types_nonsense_cannot_fill_the_disk(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gaps, "MOST_GAPS", 3)
    await keep(database, *(missed(word * 9) for word in "甲乙丙丁戊己"))
    assert await count(database, "gap") == 3


async def test_a_question_joins_those_that_another_replica_has_kept(database: Database) -> None:
    await keep(database, missed("谁管冬季物资"), now=1.0)
    await database.run(lambda c: c.execute(sa.insert(gap), other_replicas("谁管评审小组")))
    await keep(database, missed("谁管评审小组呢"), now=3.0)
    found = await database.run(partial(gaps.find, id_=question_id("谁管评审小组呢")))
    assert found is not None
    assert set(found.wordings) == {"谁管评审小组", "谁管评审小组呢"}


async def test_a_question_does_not_join_one_that_is_not_kept_any_more(database: Database) -> None:
    await keep(database, missed("谁管评审小组"), now=1.0)
    # As many as before are kept, so that only a look at the one itself can tell.
    await database.run(lambda c: c.execute(sa.delete(gap)))
    await database.run(lambda c: c.execute(sa.insert(gap), other_replicas("谁管冬季物资")))
    await keep(database, missed("谁管评审小组呢"), now=3.0)
    found = await database.run(partial(gaps.find, id_=question_id("谁管评审小组呢")))
    assert found is not None
    assert found.wordings == ("谁管评审小组呢",)


async def test_questions_are_compared_though_another_clock_is_ahead(database: Database) -> None:
    ahead = other_replicas("谁管冬季物资") | {"first": 9e9}
    await database.run(lambda c: c.execute(sa.insert(gap), ahead))
    for number, question in enumerate(("谁管评审小组", "谁管评审小组呢")):
        await keep(database, missed(question), now=float(number))
    found = await database.run(partial(gaps.find, id_=question_id("谁管评审小组呢")))
    assert found is not None
    assert set(found.wordings) == {"谁管评审小组", "谁管评审小组呢"}


def other_replicas(question: str) -> dict[str, object]:
    id_ = question_id(question)
    counted = {"asked": 1, "first": 2.0, "reason": Reason.MISS, "state": GapState.NEW}
    return {"id": id_, "leader": id_, "question": question, **counted}


async def test_answers_are_counted_by_week_entry_facet_and_version(database: Database) -> None:
    for now in (MONDAY, MONDAY + 6 * 86400.0):
        asked = [Asked(LEAD, version) for version in ("a", "b", "b")]
        await keep(database, *asked, Rated(LEAD, "b", useful=True), now=now)
    await keep(database, Rated(LEAD, "b", useful=False), now=MONDAY)
    [first, second] = await database.run(
        lambda c: c.execute(topic.select().order_by(topic.c.version)).all()
    )
    assert (first.asked, first.useful, first.rejected) == (2, 0, 0)
    assert (second.asked, second.useful, second.rejected) == (4, 2, 1)


async def test_counts_below_five_are_not_shown(database: Database) -> None:
    await keep(database, *[Asked(LEAD, "a")] * 4, now=MONDAY)
    assert await database.run(read_topics) == []
    await keep(database, Asked(LEAD, "b"), Rated(LEAD, "b", useful=True), now=MONDAY)
    assert await database.run(read_topics) == [Topic("2027-01-11", "nutrition", "lead", 5, 0, 0)]


async def test_a_decision_about_a_proposal_is_final(database: Database) -> None:
    draft = Proposal("1", "text", None, None, 7)
    decided = Proposal("1", "text", None, None, 7, "source", ProposalState.REJECTED)
    late = Proposal("1", "text", None, None, 7, "source", ProposalState.ACCEPTED)
    await keep(database, draft, decided, late)
    assert await database.run(lambda c: proposals.find(c, "1")) == decided


async def test_counts_and_the_log_outlive_a_year_and_not_much_more(database: Database) -> None:
    await keep(database, Asked(LEAD, "a"), Audited(7, "reload", "a"), now=MONDAY)
    await keep(database, Proposal("1", "text", None, None, 7), now=MONDAY)
    await database.run(partial(purge, now=MONDAY + 366 * 86400.0))
    assert [await count(database, t) for t in ("topic", "audit", "proposal")] == [1, 1, 0]
    await database.run(partial(purge, now=MONDAY + COUNT_SECONDS + 8 * 86400.0))
    assert [await count(database, t) for t in ("topic", "audit")] == [0, 0]
