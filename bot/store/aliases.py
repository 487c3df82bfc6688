"""The pseudonyms of chats: what outlives an answer is kept under them, never under a number."""

from typing import Any

import sqlalchemy as sa

from bot.secret import Secret

_NAME = "secret"


def carry(engine: sa.Engine, secret: Secret) -> None:
    """Let every connection of an engine know the secret the pseudonyms are made with."""

    def remember(_connection: object, record: Any) -> None:
        record.info[_NAME] = secret

    sa.event.listen(engine, "connect", remember)


def secret_of(connection: sa.Connection) -> Secret:
    """Return the secret of the database a connection belongs to."""
    secret: Secret = connection.info[_NAME]
    return secret


def alias(connection: sa.Connection, chat: int) -> int:
    """Return the pseudonym of a chat."""
    return secret_of(connection).chat(chat)
