"""How often a card was an answer, by week and content version; counts, and nothing of people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.store.events import insert_into
from bot.store.schema import topic
from bot.store.written import write
from handlers.chats.records import Asked, Rated
from knowledge.models import EntryId

FEWEST = 5
"""Smaller counts are not shown: with few people about, they could tell who asked."""


@dataclass(frozen=True, slots=True)
class Topic:
    """How often a card was an answer in one week, and how often people said what of it."""

    week: str
    """Its Monday, as YYYY-MM-DD."""
    entry: str
    facet: str
    asked: int
    useful: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Usage:
    """What a report tells of the use."""

    topics: tuple[Topic, ...]
    reached: frozenset[EntryId]
    """The entries that were an answer to anybody."""


def count(connection: sa.Connection, record: Asked | Rated, *, now: float) -> None:
    """Count an answer, or what somebody thought of it."""
    rated = isinstance(record, Rated)
    row = {
        "week": week_of(now),
        "entry": record.card.entry,
        "facet": record.card.facet,
        "version": record.version,
        "asked": int(not rated),
        "useful": int(isinstance(record, Rated) and record.useful),
        "rejected": int(isinstance(record, Rated) and not record.useful),
    }
    write(connection, _statement(connection.dialect.name), row)


def week_of(moment: float) -> str:
    """Return the Monday of the week of a moment, in UTC."""
    day = datetime.fromtimestamp(moment, UTC).date()
    return (day - timedelta(days=day.weekday())).isoformat()


def topics(connection: sa.Connection) -> list[Topic]:
    """Return the counts of five and more, the newest week and the most asked first."""
    columns = (topic.c.asked, topic.c.useful, topic.c.rejected)
    asked, useful, rejected = (sa.func.sum(column).label(column.name) for column in columns)
    rows = connection.execute(
        sa.select(topic.c.week, topic.c.entry, topic.c.facet, asked, useful, rejected)
        .group_by(topic.c.week, topic.c.entry, topic.c.facet)
        .having(sa.func.sum(topic.c.asked) >= FEWEST)
        .order_by(topic.c.week.desc(), sa.desc("asked"), topic.c.entry, topic.c.facet)
    )
    return [_without_few(Topic(*row)) for row in rows]


def reached(connection: sa.Connection) -> frozenset[EntryId]:
    """Return the entries that were an answer to anybody."""
    rows: Iterable[Any] = connection.execute(sa.select(topic.c.entry).distinct())
    return frozenset(entry for (entry,) in rows)


def usage(connection: sa.Connection) -> Usage:
    """Return what a report tells of the use."""
    return Usage(tuple(topics(connection)), reached(connection))


def _without_few(found: Topic) -> Topic:
    useful, rejected = (n if n >= FEWEST else 0 for n in (found.useful, found.rejected))
    return Topic(found.week, found.entry, found.facet, found.asked, useful, rejected)


@cache
def _statement(dialect: str) -> Any:
    statement = insert_into(dialect, topic)
    counted = {
        name: topic.c[name] + statement.excluded[name] for name in ("asked", "useful", "rejected")
    }
    return statement.on_conflict_do_update(
        index_elements=["week", "entry", "facet", "version"], set_=counted
    )
