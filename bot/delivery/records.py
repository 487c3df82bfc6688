"""Records of handlers, kept in the transaction of their event."""

from collections.abc import Iterable, Iterator
from typing import assert_never

import sqlalchemy as sa

from bot.store import gaps, proposals, topics
from handlers.chats.records import Asked, Audited, Judged, Missed, Proposal, Rated, Record, Watched
from handlers.chats.timers import ANSWERED, Timer


def keep(connection: sa.Connection, records: Iterable[Record], *, now: float) -> list[Timer]:
    """Keep records; return what has to be told to other chats because of them."""
    told: list[Timer] = []
    for record in records:
        match record:
            case Asked() | Rated():
                topics.count(connection, record, now=now)
            case Missed():
                gaps.add(connection, record, now=now)
            case Watched(gap, chat):
                gaps.watch(connection, gap, chat, now=now)
            case Judged():
                told += _told(connection, record, now)
            case Proposal():
                proposals.put(connection, record, now=now)
            case Audited():
                proposals.log(connection, record, now=now)
            case _:
                assert_never(record)
    return told


def _told(connection: sa.Connection, judged: Judged, now: float) -> Iterator[Timer]:
    question, chats = gaps.judge(connection, judged.gap, judged.state, judged.entry)
    for chat in chats:
        data = {"question": question, "entry": judged.entry or ""}
        yield Timer(chat, f"{ANSWERED}{judged.gap}", now, data)
