"""What handlers may ask the store about a chat."""

from collections.abc import Mapping
from functools import partial

from bot.store.database import Database
from bot.store.forgetting import kept


class StoredRecords:
    """Counts what is kept of chats."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def kept(self, chat_id: int) -> Mapping[str, int]:
        """Return how many rows there are besides the state, by table."""
        return await self._database.run(partial(kept, chat_id=chat_id))
