"""Errors of the store.

* StoreError
  * UnsafeStoreError
  * NewerSchemaError
  * PeersLostError
"""


class StoreError(Exception):
    """The store cannot be used."""


class UnsafeStoreError(StoreError):
    """Running on this store could lose something, so the process must not start."""


class NewerSchemaError(StoreError):
    """A later version of the program has changed the tables."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"the database has schema {revision}, which this version of coordbot does not know: "
            "install the version that made it, or start with a backup from before"
        )


class PeersLostError(StoreError):
    """The connection that ties this process to the others is gone, and with it its locks."""
