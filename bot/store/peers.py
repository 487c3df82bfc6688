"""What ties the processes on one PostgreSQL together: locks, calls and a second connection.

The locks are advisory locks of a session, so they need no table, and the server gives them up by
itself: at once when a process dies, and after LEASE_SECONDS without a sign of life when it is
frozen or cut off, because then the session has been idle for too long. Everything is counted per
schema, so that several bots can live in one database.
"""

import contextlib
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
import sqlalchemy as sa

from bot.store.database import Database
from bot.store.exceptions import AnotherBotError, PeersLostError, UnsafeStoreError

LEASE_SECONDS = 15
"""A process that gives no sign of life for so long loses its locks: a blocked one looks dead."""
_PRESENT = 1_000_000
_NUMBERS = 2**31  # of locks
_OLDEST = 140_000  # the first that ends idle sessions
_CHATS_A_CALL = 400  # a payload has room for 8,000 bytes

NAMED = """set_config(
    'application_name', 'coordbot ' || coalesce(current_schema(), current_setting('search_path')),
    false
)"""
"""Lets the server, and whoever looks at its sessions, know to which bot one belongs."""
_SPACE = "hashtext('coordbot ' || current_schema())"
_BOTS = "hashtext('coordbot bot ' || current_schema())"
_SETTINGS = """
    SELECT set_config('idle_session_timeout', %(lease)s, false), {named},
           pg_advisory_lock_shared({space}, %(present)s),
           pg_advisory_lock_shared({bots}, %(bot)s)
"""
_OTHER_BOTS = """
    SELECT count(*) FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 2 AND objid::int8 <> %(bot)s
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND classid::int8 = {bots}::int8 & 4294967295
"""
_SURVEY = """
    SELECT objid::int8, pid = pg_backend_pid() FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 2 AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND classid::int8 = {space}::int8 & 4294967295
"""
_TAKE = "SELECT n FROM unnest(%(numbers)s::int4[]) n WHERE pg_try_advisory_lock({space}, n)"
_GIVE = "SELECT pg_advisory_unlock({space}, n) FROM unnest(%(numbers)s::int4[]) n"
_POLLED = "coordbot polled "
_CHANNELS = f"""
    SELECT quote_ident('coordbot ' || current_schema()),
           quote_ident('{_POLLED}' || current_schema())
"""
_TELL = f"SELECT pg_notify('{_POLLED}' || current_schema(), %(age)s)"
_CALL = sa.text("SELECT pg_notify('coordbot ' || current_schema(), :chats)")


@dataclass(frozen=True, slots=True)
class Survey:
    """Who holds what."""

    mine: frozenset[int]
    others: frozenset[int]
    processes: int
    """How many there are, this one included."""


class Peers:
    """The other processes on the database, as seen from this one.

    Args:
        url: Where it is.
        options: How to connect.
        side: For single statements that must not wait for a commit of others.
    """

    def __init__(self, url: str, options: Mapping[str, Any], *, side: Database) -> None:
        parsed = sa.make_url(url).set(drivername="postgresql")
        self._conninfo = parsed.render_as_string(hide_password=False)
        self._options = options
        self._connection: psycopg.AsyncConnection[Any] | None = None
        self.lease = float(LEASE_SECONDS)
        """For so long after the last survey everything is held for certain."""
        self.side = side

    async def connect(self, bot: int) -> None:
        """Join the other processes; what was held before is lost.

        Args:
            bot: The id of the bot that this process is.

        Raises:
            UnsafeStoreError: The server is too old to notice a process that is frozen.
            AnotherBotError: The others are another bot, and would answer in its name.
            PeersLostError: There is no connection.
        """
        await self.leave()
        try:
            self._connection = await psycopg.AsyncConnection.connect(
                self._conninfo, autocommit=True, **self._options
            )
            if self._connection.info.server_version < _OLDEST:
                raise UnsafeStoreError("this PostgreSQL is too old: use version 14 or later")
            # First, because the others tell at once whom they see.
            [channels] = await self._ask(_CHANNELS)
            for channel in channels:
                await self._connection.execute(f"LISTEN {channel}")
            lease = str(round(self.lease * 1000))
            number = bot % _NUMBERS
            await self._ask(_SETTINGS, lease=lease, present=_PRESENT, bot=number)
            [(others,)] = await self._ask(_OTHER_BOTS, bot=number)
            if others:
                await self.leave()
                raise AnotherBotError
        except psycopg.Error as error:
            raise PeersLostError from error

    async def survey(self) -> Survey:
        """Return who holds what.

        Raises:
            PeersLostError: The connection is gone, and all that was held.
        """
        rows = await self._ask(_SURVEY)
        held = [(number, mine) for number, mine in rows if number != _PRESENT]
        return Survey(
            mine=frozenset(number for number, mine in held if mine),
            others=frozenset(number for number, mine in held if not mine),
            processes=len(rows) - len(held),
        )

    async def take(self, numbers: Collection[int]) -> set[int]:
        """Take locks; return those that nobody else was faster to take.

        Raises:
            PeersLostError: The connection is gone, and all that was held.
        """
        rows = await self._ask(_TAKE, numbers=list(numbers)) if numbers else []
        return {number for (number,) in rows}

    async def give(self, numbers: Collection[int]) -> None:
        """Give locks up.

        Raises:
            PeersLostError: The connection is gone, and all that was held.
        """
        if numbers:
            await self._ask(_GIVE, numbers=list(numbers))

    async def call(self, chats: Collection[int]) -> None:
        """Tell the others that something is to be done in chats; without any, to look around.

        Raises:
            SQLAlchemyError: Nobody was told.
        """
        called = [str(chat) for chat in chats]
        calls = [
            {"chats": " ".join(called[first : first + _CHATS_A_CALL])}
            for first in range(0, max(len(called), 1), _CHATS_A_CALL)
        ]
        await self.side.run(lambda c: c.execute(_CALL, calls))

    async def tell(self, age: float) -> None:
        """Tell the others how many seconds ago updates were last fetched here.

        Raises:
            PeersLostError: The connection is gone, and all that was held.
        """
        await self._ask(_TELL, age=str(age))

    async def listen(
        self,
        seconds: float,
        hear: Callable[[list[int]], None],
        polled: Callable[[float], None],
    ) -> None:
        """Pass on calls, and what is told of polls, as they come.

        Ends early when told to look around.

        Raises:
            PeersLostError: The connection is gone, and all that was held.
        """
        ends, look = time.monotonic() + seconds, False
        try:
            while not look and (left := ends - time.monotonic()) > 0:
                # To the end of what came together: the rest of it would be lost.
                async for call in self._connected().notifies(timeout=left, stop_after=1):
                    if call.channel.startswith(_POLLED):
                        polled(float(call.payload))
                    else:
                        hear([int(chat) for chat in call.payload.split()])
                        look = look or not call.payload
        except psycopg.Error as error:
            raise PeersLostError from error

    async def leave(self) -> None:
        """Give up all that is held, at once."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            with contextlib.suppress(psycopg.Error):
                # The server notices a closed connection only a moment later.
                await connection.execute("SELECT pg_advisory_unlock_all()")
            await connection.close()

    async def close(self) -> None:
        """Close every connection."""
        await self.leave()
        await self.side.close()

    async def _ask(self, query: str, **values: object) -> list[Any]:
        try:
            whole = query.format(space=_SPACE, bots=_BOTS, named=NAMED)
            cursor = await self._connected().execute(whole, values)
            return await cursor.fetchall()
        except psycopg.Error as error:
            raise PeersLostError from error

    def _connected(self) -> psycopg.AsyncConnection[Any]:
        if self._connection is None:
            raise PeersLostError
        return self._connection
