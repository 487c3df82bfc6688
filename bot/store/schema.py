"""The tables, the same on SQLite and PostgreSQL.

Numbers of chats stand only where they are needed to send: in open events and in the outbox.
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
    sa.Column(
        "key", _NAME, nullable=False, unique=True
    ),  # u:<update id> or t:<timer>:<event>.<place>
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

# Send slots that several processes share; worthless after a crash, so not logged.
rate = sa.Table(
    "rate",
    metadata,
    sa.Column("key", _NAME, primary_key=True),
    sa.Column("arrival", sa.Float, nullable=False),
    prefixes=[],
)
