"""Wake chats where several processes work on one database.

The chats are divided into shares. Each process holds its part of the shares, and works on the
chats in them as if it were alone; chats of others are called out to whoever holds them. A share
that a process gives up, or loses because it died, is free for the others a moment later.
"""

import asyncio
import random
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.repeated import Repeated
from bot.delivery.waking.lanes import Lanes
from bot.delivery.waking.lead import Lead
from bot.delivery.waking.shares import SHARES, fair_part, share_of
from bot.exhaustion import end_if_exhausted
from bot.store.exceptions import UnsafeStoreError

if TYPE_CHECKING:
    from bot.store.peers import Peers, Survey

_log = Repeated(structlog.get_logger(__name__))

_BEAT_SECONDS = 1.0
_HURRY_SECONDS = 0.1
_SWEEP_SECONDS = 2.0


class Replicas:
    """Wakes the chats of one process among several."""

    def __init__(
        self, lanes: Lanes, peers: "Peers", *, bot: int, clock: Callable[[], float]
    ) -> None:
        self._bot = bot
        self._lanes = lanes
        self._peers = peers
        self._clock = clock
        # Since when each share has been held here.
        self._held: dict[int, float] = {}
        # Those that are given up as soon as nothing of them is under way.
        self._leaving: set[int] = set()
        self._kept_until = 0.0
        self._lead = Lead(peers)
        self._alone = True
        self._begun, self._gained = asyncio.Event(), asyncio.Event()
        self._calls: set[int] = set()
        self._calling: asyncio.Task[None] | None = None
        self._staying: asyncio.Task[None] | None = None

    @property
    def leads(self) -> bool:
        """Whether it is this process that polls."""
        return self._lead.held and time.monotonic() < self._kept_until

    @property
    def polled(self) -> float | None:
        """When another process was last heard to have fetched updates, in monotonic seconds."""
        return self._lead.polled

    def fetched(self) -> None:
        """Note that updates were fetched here; the others are told."""
        self._lead.fetched()

    def pass_on(self) -> None:
        """Let another process poll, if there is one."""
        if not self._alone:
            self._lead.pass_on()
            _log.warning("polling_passed_on")

    async def start(self) -> None:
        """Join the others and take a part of the shares.

        Raises:
            UnsafeStoreError: The server would not notice a process that is frozen, or the others
                are another bot.
        """
        self._staying = asyncio.create_task(self._stay())
        begun = asyncio.create_task(self._begun.wait())
        await asyncio.wait({self._staying, begun}, return_when=asyncio.FIRST_COMPLETED)
        begun.cancel()
        if self._staying.done():
            await self._staying

    def wake(self, chats: Iterable[int]) -> None:
        """Run the work of chats soon: here, or wherever their shares are held."""
        others = set()
        for chat in chats:
            if self.holds(chat):
                self._lanes.wake([chat])
            else:
                others.add(chat)
        self._calls |= others
        if others and (self._calling is None or self._calling.done()):
            self._calling = asyncio.create_task(self._call())

    def nudge(self, chats: Iterable[int]) -> None:
        """Run the work of chats whose shares are held here."""
        self._lanes.nudge([chat for chat in chats if self.holds(chat)])

    def is_idle(self, chat: int) -> bool:
        """Return whether the share of a chat is held here, and its work not running."""
        return self.holds(chat) and self._lanes.is_idle(chat)

    def holds(self, chat: int) -> bool:
        """Return whether the share of a chat is certainly still held here."""
        share = share_of(chat)
        return (
            share in self._held
            and share not in self._leaving
            and time.monotonic() < self._kept_until
            and self._lanes.holds(chat)
        )

    def since(self, chat: int) -> float:
        """Return from when on the share of a chat has been held here."""
        return self._held.get(share_of(chat), 0.0)

    async def rest(self) -> None:
        """Return when shares were gained, or after two seconds."""
        try:
            async with asyncio.timeout(_SWEEP_SECONDS):
                await self._gained.wait()
        except TimeoutError:
            return
        self._gained.clear()

    async def close(self, *, seconds: float) -> None:
        """Let what has begun come to its end; where there are others, the rest is theirs."""
        self._lead.held = False
        if not self._alone:
            self._leaving |= set(self._held)
        await self._lanes.close(seconds=seconds)
        if self._staying is not None:
            self._staying.cancel()
            await asyncio.gather(self._staying, return_exceptions=True)
        await self._peers.leave()
        await self._call()

    async def _stay(self) -> None:
        while True:
            try:
                await self._peers.connect(self._bot)
                while True:
                    await self._beat()
                    self._begun.set()
                    seconds = _HURRY_SECONDS if self._leaving else _BEAT_SECONDS
                    await self._peers.listen(seconds, self._hear, self._lead.heard)
            except Exception as error:
                end_if_exhausted(error)
                if isinstance(error, UnsafeStoreError) and not self._begun.is_set():
                    raise
                # Whatever it was: what was held is certain no more.
                self._held.clear()
                self._leaving.clear()
                self._lead.held = False
                _log.warning("peers_lost", reason=type(error.__cause__ or error).__name__)
                await asyncio.sleep(_BEAT_SECONDS)

    async def _beat(self) -> None:
        """Give a sign of life, give up what is too much, take what is free."""
        asked = time.monotonic()
        seen = await self._peers.survey()
        self._kept_until = asked + self._peers.lease
        self._alone = seen.processes == 1
        # A share is neither given nor taken while something of it is still under way here.
        busy = {share_of(chat) for chat in self._lanes.busy}
        await self._give(seen, busy)
        await self._take(seen, busy)
        await self._lead.beat(seen)

    async def _give(self, seen: "Survey", busy: set[int]) -> None:
        staying = set(self._held) - self._leaving
        surplus = len(staying) - fair_part(seen.processes)
        if surplus > 0:
            self._leaving |= set(random.sample(sorted(staying), surplus))
        if quiet := self._leaving - busy:
            await self._peers.give(quiet)
            self._leaving -= quiet
            for share in quiet:
                del self._held[share]
            await self._call()

    async def _take(self, seen: "Survey", busy: set[int]) -> None:
        free = sorted(set(range(SHARES)) - seen.mine - seen.others - busy)
        lacking = max(0, fair_part(seen.processes) - len(self._held))
        if gained := await self._peers.take(random.sample(free, min(lacking, len(free)))):
            self._held |= dict.fromkeys(gained, self._clock())
            self._gained.set()

    def _hear(self, chats: list[int]) -> None:
        self._lanes.wake([chat for chat in chats if self.holds(chat)])

    async def _call(self) -> None:
        """Tell the others of chats that wait; without any, that shares are free."""
        while True:
            chats, self._calls = self._calls, set()
            try:
                await self._peers.call(chats)
            except SQLAlchemyError as error:
                # Whoever holds the share finds them at the next sweep.
                _log.warning("not_called", reason=type(error).__name__)
            if not self._calls:
                return
