"""The tables, the same on SQLite and PostgreSQL.

Numbers of chats stand only where they are needed to send: in open events, in the outbox, and with
who waits for an answer.
"""

import sqlalchemy as sa

metadata = sa.MetaData()

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
_Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_NAME = sa.String(160)

event = sa.Table(
    "event",
    metadata,
    sa.Column("number", _Number, primary_key=True),  # order of arrival, and so of handling
    # u:<update id>, or t:<timer>:<pseudonym>:<number>
    sa.Column("key", _NAME, nullable=False, unique=True),
    sa.Column("chat", sa.BigInteger, nullable=False),  # 0 when done
    sa.Column("due", sa.Float, nullable=False),
    sa.Column("received", sa.Float, nullable=False),
    sa.Column("payload", sa.Text),  # gone when done
    sa.Column("deaths", sa.Integer, nullable=False, server_default="0"),
    sa.Column("done", sa.Float),
)
sa.Index(
    "event_open",
    event.c.chat,
    event.c.number,
    event.c.due,
    sqlite_where=event.c.done.is_(None),
    postgresql_where=event.c.done.is_(None),
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("number", _Number, primary_key=True),
    sa.Column("chat", sa.BigInteger, nullable=False),
    sa.Column("event", _NAME, nullable=False),
    sa.Column("method", sa.String(40), nullable=False),
    sa.Column("parameters", sa.Text, nullable=False),
    sa.Column("key", _NAME),
    sa.Column("cosmetic", sa.Boolean, nullable=False),
    sa.Column("due", sa.Float, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("unsure", sa.Integer, nullable=False),  # sent so often without an answer
    sa.Index("outbox_chat", "chat", "number"),
)

sent_message = sa.Table(
    "sent_message",
    metadata,
    sa.Column("chat", sa.BigInteger, primary_key=True),  # pseudonym
    sa.Column("key", _NAME, primary_key=True),
    sa.Column("message_id", sa.BigInteger, nullable=False),
    sa.Column("sent", sa.Float, nullable=False),
)

chat = sa.Table(
    "chat",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),  # pseudonym
    sa.Column("state", sa.Text, nullable=False, server_default=""),
    sa.Column("seen", sa.Float, nullable=False),
    sa.Column("stopped_until", sa.Float, nullable=False, server_default="0"),
    sa.Column("apologised", sa.Float, nullable=False, server_default="0"),
)

upload = sa.Table(
    "upload",
    metadata,
    sa.Column("key", _NAME, primary_key=True),  # what the file was built from
    sa.Column("file_id", sa.Text, nullable=False),
    sa.Column("uploaded", sa.Float, nullable=False),
)

dead_letter = sa.Table(
    "dead_letter",
    metadata,
    sa.Column("number", _Number, primary_key=True),
    sa.Column("chat", sa.BigInteger, nullable=False),  # pseudonym
    sa.Column("event", _NAME, nullable=False),
    sa.Column("method", sa.String(40)),  # of a message; an event has none
    sa.Column("key", _NAME),
    sa.Column("payload", sa.Text, nullable=False),  # sealed, with the number of the chat
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("buried", sa.Float, nullable=False),
)

# Only a server has arrays; on SQLite nobody shares slots.
_MOMENTS = sa.ARRAY(sa.Float).with_variant(sa.Text, "sqlite")

# Send slots that several processes share; worthless after a crash, so not logged.
rate = sa.Table(
    "rate",
    metadata,
    sa.Column("key", _NAME, primary_key=True),
    sa.Column("arrival", sa.Float, nullable=False),
    sa.Column("recent", _MOMENTS, nullable=False, server_default="{}"),
)

# Questions that found no answer, without a trace of who asked.
gap = sa.Table(
    "gap",
    metadata,
    sa.Column("id", sa.String(12), primary_key=True),
    sa.Column("leader", sa.String(12), nullable=False, index=True),  # of those that ask the same
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("reason", sa.String(12), nullable=False),
    sa.Column("state", sa.String(12), nullable=False),  # counts in the leader's row
    sa.Column("entry", sa.String(42)),
    sa.Column("asked", sa.Integer, nullable=False),
    sa.Column("first", sa.Float, nullable=False),
)

# The one place where a gap is tied to a chat: because it asked to be told.
gap_watch = sa.Table(
    "gap_watch",
    metadata,
    sa.Column("leader", sa.String(12), primary_key=True),
    sa.Column("chat", sa.BigInteger, primary_key=True),
    sa.Column("since", sa.Float, nullable=False),
)

# How often a card was an answer, and what people thought of it; counts, and nothing of people.
topic = sa.Table(
    "topic",
    metadata,
    sa.Column("week", sa.String(10), primary_key=True),  # its Monday
    sa.Column("entry", sa.String(42), primary_key=True),
    sa.Column("facet", sa.String(18), primary_key=True),
    sa.Column("version", sa.String(10), primary_key=True),
    sa.Column("asked", sa.Integer, nullable=False),
    sa.Column("useful", sa.Integer, nullable=False),
    sa.Column("rejected", sa.Integer, nullable=False),
)

proposal = sa.Table(
    "proposal",
    metadata,
    sa.Column("id", sa.String(13), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("entry", sa.String(42)),
    sa.Column("facet", sa.String(18)),
    sa.Column("proposer", sa.BigInteger, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("made", sa.Float, nullable=False),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("number", _Number, primary_key=True),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("curator", sa.BigInteger, nullable=False),
    sa.Column("action", sa.String(40), nullable=False),
    sa.Column("subject", sa.String(80), nullable=False),
)

# What a curator went back to, with the content itself, packed; a row at most.
choice = sa.Table(
    "choice",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("files", sa.String(10), nullable=False),  # the version gone back from
    sa.Column("instead", sa.String(10), nullable=False),  # the version answered from
    sa.Column("asked", sa.BigInteger, nullable=False),
    sa.Column("since", sa.Float, nullable=False),
    sa.Column("edition", sa.LargeBinary, nullable=False),
)
