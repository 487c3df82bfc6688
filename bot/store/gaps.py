"""Questions that found no answer, grouped; and the chats that want to be told."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

import sqlalchemy as sa

from bot.store.events import insert_into
from bot.store.schema import gap, gap_watch
from bot.store.written import read, write
from handlers.chats.records import GapState, Missed, Reason
from handlers.outside import Gap
from knowledge.models import EntryId
from knowledge.text.similar import Wordings

MOST_GAPS = 2000
"""Bounds what somebody who types nonsense can fill."""
_AGAIN = (
    sa.update(gap)
    .where(gap.c.id == sa.bindparam("known"))
    .values(asked=gap.c.asked + 1)
    .returning(gap.c.leader)
)
_REOPEN = (
    sa.update(gap)
    .where(gap.c.id == sa.bindparam("solved"), gap.c.state == GapState.SOLVED)
    .values(state=GapState.NEW)
)
_COUNT = sa.select(sa.func.count()).select_from(gap)
_LEADER = sa.select(gap.c.leader).where(gap.c.id == sa.bindparam("known"))
_SINCE = sa.select(gap.c.id, gap.c.question, gap.c.first).where(
    gap.c.first >= sa.bindparam("since")
)
_NAME = "gaps"


@dataclass(slots=True)
class _Known:
    """What a connection has read already: reading 2,000 questions for each new one takes 10 ms."""

    wordings: Wordings = field(default_factory=Wordings)
    since: float = 0.0
    """When the newest was first asked."""


def add(connection: sa.Connection, missed: Missed, *, now: float) -> None:
    """Count a question, with those that ask the same; what was solved is open again."""
    again = read(connection, _AGAIN, {"known": missed.id})
    leader = again[0][0] if again else _added(connection, missed, now)
    write(connection, _REOPEN, {"solved": leader})


def _added(connection: sa.Connection, missed: Missed, now: float) -> str | None:
    [[kept]] = read(connection, _COUNT, {})
    if kept >= MOST_GAPS:
        return None
    leader = _leader_like(connection, missed.question, kept) or missed.id
    row = {
        "id": missed.id,
        "leader": leader,
        "question": missed.question,
        "reason": missed.reason,
        "state": GapState.NEW,
        "asked": 1,
        "first": now,
    }
    statement = insert_into(connection.dialect.name, gap)
    again = {"asked": gap.c.asked + 1}  # another replica was faster
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=again), row)
    return leader


def _leader_like(connection: sa.Connection, question: str, kept: int) -> str | None:
    """Return the leader of those that ask the same as a question, if there are any.

    Args:
        connection: Where they are kept.
        question: What was asked.
        kept: How many are.
    """
    wordings = _wordings(connection, kept)
    while (same := wordings.most_similar(question)) is not None:
        if (leader := _leader_of(connection, same)) is not None:
            return leader
        wordings.remove(same)  # gone since, or never committed
    return None


def _leader_of(connection: sa.Connection, id_: str) -> str | None:
    found = read(connection, _LEADER, {"known": id_})
    return found[0][0] if found else None


def _wordings(connection: sa.Connection, kept: int) -> Wordings:
    """Return the questions that are kept, by their ids."""
    known: _Known = connection.info.setdefault(_NAME, _Known())
    _catch_up(connection, known)
    if len(known.wordings) != kept:
        # Some are gone, and must not stay in memory; or another replica's clock is ahead of ours.
        connection.info[_NAME] = known = _Known()
        _catch_up(connection, known)
    return known.wordings


def _catch_up(connection: sa.Connection, known: _Known) -> None:
    for id_, question, first in read(connection, _SINCE, {"since": known.since}):
        known.wordings.add(id_, question)
        known.since = max(known.since, first)


def watch(connection: sa.Connection, id_: str, chat: int, *, now: float) -> None:
    """Remember the one chat that wants to be told when a gap is solved."""
    leader = _leader_of(connection, id_)
    if leader is not None:
        statement = insert_into(connection.dialect.name, gap_watch)
        row = {"leader": leader, "chat": chat, "since": now}
        connection.execute(statement.on_conflict_do_nothing(), row)


def judge(
    connection: sa.Connection, id_: str, state: GapState, entry: EntryId | None
) -> tuple[str, list[int]]:
    """Put a gap into another state.

    Returns:
        For a solved gap its question, and the chats to be told, which are forgotten; otherwise,
        and where nothing has changed, no chats.
    """
    leader = _leader_of(connection, id_)
    named = {} if entry is None else {"entry": entry}
    other = sa.or_(
        gap.c.state != state, *(gap.c.entry.is_distinct_from(name) for name in named.values())
    )
    changed = (
        sa.update(gap)
        .where(gap.c.id == leader, other)
        .values(state=state, **named)
        .returning(gap.c.question)
    )
    question = connection.execute(changed).scalar()
    if question is None or state in {GapState.NEW, GapState.PENDING}:
        return "", []
    gone = sa.delete(gap_watch).where(gap_watch.c.leader == leader).returning(gap_watch.c.chat)
    chats = [chat for (chat,) in connection.execute(gone)]
    return question, chats if state is GapState.SOLVED else []


def gaps(connection: sa.Connection, states: Collection[GapState]) -> list[Gap]:
    """Return gaps, most asked first, without their wordings."""
    return _found(connection, gap.c.state.in_(states))


def find(connection: sa.Connection, id_: str) -> Gap | None:
    """Return the gap that a question belongs to, with all its wordings."""
    leader = sa.select(gap.c.leader).where(gap.c.id == id_).scalar_subquery()
    found = _found(connection, gap.c.id == leader)
    if not found:
        return None
    [one] = found
    rows = sa.select(gap.c.question).where(gap.c.leader == one.id).order_by(gap.c.first)
    wordings = tuple(question for (question,) in connection.execute(rows))
    return replace(one, wordings=wordings)


def _found(connection: sa.Connection, wanted: sa.ColumnElement[bool]) -> list[Gap]:
    member = gap.alias("member")
    asked = (
        sa.select(sa.func.sum(member.c.asked))
        .where(member.c.leader == gap.c.id)
        .scalar_subquery()
        .label("total")
    )
    waiting = (
        sa.select(sa.func.count())
        .select_from(gap_watch)
        .where(gap_watch.c.leader == gap.c.id)
        .scalar_subquery()
    )
    rows = connection.execute(
        sa.select(
            gap.c.id,
            gap.c.question,
            gap.c.reason,
            gap.c.state,
            gap.c.entry,
            asked,
            waiting,
            gap.c.first,
        )
        .where(gap.c.id == gap.c.leader, wanted)
        .order_by(sa.desc("total"), gap.c.first)
    )
    return [
        Gap(id_, question, Reason(reason), GapState(state), *others)
        for id_, question, reason, state, *others in rows
    ]
