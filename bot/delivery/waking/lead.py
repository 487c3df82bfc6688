"""Which of several processes fetches updates, and what the others are told of it."""

import time
from typing import TYPE_CHECKING

from bot.delivery.waking.shares import SHARES

if TYPE_CHECKING:
    from bot.store.peers import Peers, Survey

_LOCK = SHARES
"""Its number; those of the shares are smaller."""
_YIELD_SECONDS = 5.0
"""Time for the others to take the lock: they look around every second."""


class Lead:
    """The lock of the one that polls. What is held is certain only as long as the lease runs."""

    def __init__(self, peers: "Peers") -> None:
        self._peers = peers
        self.held = False
        """Whether it is this process that polls."""
        self.polled: float | None = None
        """When updates were last fetched, here or elsewhere, as far as is known; monotonic."""
        self._fetched: float | None = None
        self._told: tuple[float, int] | None = None
        self._yields_until = 0.0

    def fetched(self) -> None:
        """Note that updates were fetched here."""
        self._fetched = time.monotonic()

    def heard(self, age: float) -> None:
        """Note how many seconds ago another process has fetched updates."""
        self.polled = max(time.monotonic() - age, self.polled or 0.0)

    def pass_on(self) -> None:
        """Give the lock up at the next beat, and leave it to the others for a moment."""
        self.held = False
        self._yields_until = time.monotonic() + _YIELD_SECONDS

    async def beat(self, seen: "Survey") -> None:
        """Take the lock if it is free, or give it up; tell the others what was fetched.

        Raises:
            PeersLostError: The connection is gone, and all that was held.
        """
        mine = _LOCK in seen.mine
        if time.monotonic() < self._yields_until:
            if mine:
                await self._peers.give([_LOCK])
            return
        if not mine and _LOCK not in seen.others:
            mine = bool(await self._peers.take([_LOCK]))
        self.held = mine
        await self._tell(seen.processes)

    async def _tell(self, processes: int) -> None:
        """Tell what the others do not know: of each fetch, and who has joined of the last one."""
        if self._fetched is None or processes == 1 or self._told == (self._fetched, processes):
            return
        self._told = self._fetched, processes
        await self._peers.tell(time.monotonic() - self._fetched)
