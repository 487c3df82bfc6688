"""What curators propose, and the log of what they did."""

from dataclasses import dataclass

import sqlalchemy as sa

from bot.store.events import insert_into
from bot.store.schema import audit, proposal
from handlers.chats.records import Audited, Proposal, ProposalState

_DECIDED = {ProposalState.ACCEPTED, ProposalState.REJECTED}


@dataclass(frozen=True, slots=True)
class Act:
    """Something a curator did."""

    at: float
    """Seconds since the epoch."""
    curator: int
    """User id."""
    action: str
    subject: str


def put(connection: sa.Connection, changed: Proposal, *, now: float) -> None:
    """Keep a proposal as it is now; one that is decided stays as it is."""
    row = {
        "id": changed.id,
        "text": changed.text,
        "entry": changed.entry,
        "facet": changed.facet,
        "proposer": changed.proposer,
        "source": changed.source,
        "state": changed.state,
        "made": now,
    }
    statement = insert_into(connection.dialect.name, proposal)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["id"],
            set_={"source": statement.excluded.source, "state": statement.excluded.state},
            where=proposal.c.state.not_in(_DECIDED),
        ),
        row,
    )


def find(connection: sa.Connection, id_: str) -> Proposal | None:
    """Return a proposal, if it is still kept."""
    row = connection.execute(sa.select(proposal).where(proposal.c.id == id_)).first()
    if row is None:
        return None
    return Proposal(
        row.id,
        row.text,
        row.entry,
        row.facet,
        row.proposer,
        row.source,
        ProposalState(row.state),
    )


def log(connection: sa.Connection, done: Audited, *, now: float) -> None:
    """Log what a curator did."""
    row = {
        "at": now,
        "curator": done.curator,
        "action": done.action,
        "subject": done.subject,
    }
    connection.execute(sa.insert(audit), row)


def acts(connection: sa.Connection, *, limit: int = 1000) -> list[Act]:
    """Return what curators did, newest first."""
    rows = connection.execute(
        sa.select(audit.c.at, audit.c.curator, audit.c.action, audit.c.subject)
        .order_by(audit.c.number.desc())
        .limit(limit)
    )
    return [Act(*row) for row in rows]
