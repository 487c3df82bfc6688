"""Errors of the store.

* StoreError
  * UnsafeStoreError
    * AnotherBotError
  * NewerSchemaError
  * NoTablesError
  * PeersLostError
"""


class StoreError(Exception):
    """The store cannot be used."""


class UnsafeStoreError(StoreError):
    """Running on this store could lose something, so the process must not start."""


class AnotherBotError(UnsafeStoreError):
    """Another bot works on the same tables, so its chats would be taken for this one's."""

    def __init__(self) -> None:
        super().__init__(
            "another bot works on these tables: give each a name of its own in "
            "COORDBOT_DATABASE_SCHEMA, or stop the other"
        )


class NewerSchemaError(StoreError):
    """A later version of the program has changed the tables."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"the database has schema {revision}, which this version of coordbot does not know: "
            "install the version that made it, or start with a backup from before"
        )


class NoTablesError(StoreError):
    """No bot has been started on the database yet."""

    def __init__(self, place: object) -> None:
        super().__init__(
            f"nothing has been kept in {place} yet: the bot makes its tables at its first start "
            "(coordbot run). If it has been started, it has other settings or another folder: "
            "run this where it runs"
        )


class PeersLostError(StoreError):
    """The connection that ties this process to the others is gone, and with it its locks."""
