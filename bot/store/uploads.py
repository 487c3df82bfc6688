"""Under which id Telegram has the files that were built and uploaded once."""

import sqlalchemy as sa

from bot.store.events import insert_into
from bot.store.schema import upload


def file_id(connection: sa.Connection, key: str) -> str | None:
    """Return Telegram's id of a file, if it was uploaded."""
    found: str | None = connection.execute(
        sa.select(upload.c.file_id).where(upload.c.key == key)
    ).scalar()
    return found


def keep(connection: sa.Connection, key: str, file_id: str, *, now: float) -> None:
    """Keep Telegram's id of a file; a newer one takes the place of an older."""
    statement = insert_into(connection.dialect.name, upload)
    newer = {"file_id": statement.excluded.file_id, "uploaded": statement.excluded.uploaded}
    connection.execute(
        statement.on_conflict_do_update(index_elements=["key"], set_=newer),
        {"key": key, "file_id": file_id, "uploaded": now},
    )
