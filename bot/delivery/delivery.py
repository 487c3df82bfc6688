"""From an update on disk to the messages it brings about, however often the process dies."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from functools import partial

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import SQLAlchemyError
from structlog.contextvars import bind_contextvars, clear_contextvars

from bot.delivery import commits
from bot.delivery.api.updates import FLEETING, Migrated, Raw
from bot.delivery.health import Health
from bot.delivery.incoming.handling import MAX_DEATHS, Handling
from bot.delivery.incoming.intake import Intake
from bot.delivery.outgoing.fleeting import Fleeting
from bot.delivery.outgoing.sender import MAX_UNSENT, Sender
from bot.delivery.unkept import Unkept
from bot.delivery.waking.waker import Waker
from bot.store import events
from bot.store.database import Database, Job
from bot.store.events import Event
from bot.store.work import Chat, Next, next_after, next_of

_log = structlog.get_logger(__name__)

CALM_SECONDS = 1.0
"""For so long after its start the process does not touch an event that is suspected already.

One that kills does so then too; one that was only there when somebody killed the process several
times in a row is spared.
"""


class Delivery:
    """Takes updates in, and does the work of chats."""

    def __init__(
        self,
        database: Database,
        handling: Handling,
        sender: Sender,
        intake: Intake,
        unkept: Unkept,
        health: Health,
        waker: Waker,
        *,
        clock: Callable[[], float],
    ) -> None:
        self._unkept = unkept
        self._database = database
        self._handling = handling
        self._sender = sender
        self._intake = intake
        self._health = health
        self._waker = waker
        self._clock = clock
        self._started = clock()
        self._calm_at = time.monotonic() + CALM_SECONDS
        # One at a time, so that a death is counted against the event that caused it.
        self._suspects = asyncio.Lock()
        # What was read together with the journal of a chat that was idle; spares a question.
        self._known: dict[int, Next] = {}
        self.fleeting = Fleeting(handling.answer)

    async def accept(self, updates: Sequence[Raw]) -> None:
        """Keep updates; when this returns, they may be acknowledged.

        Raises:
            SQLAlchemyError: They are not kept, and must not be.
        """
        try:
            chats = await self._intake.journal(updates, self._idle)
        except SQLAlchemyError:
            self._health.storage_failed = True
            await self._unkept.answer(updates)
            raise
        if chats:
            self._health.storage_failed = False
        self._known.update({chat: work for chat, work in chats.items() if work is not None})
        self._waker.wake(chats)
        for raw in updates:
            if FLEETING & raw.keys():
                self.fleeting.take(raw)

    async def drain(self, chat: int) -> float | None:
        """Handle what is due in a chat and send what waits.

        Returns:
            In how many seconds there is more to do; None if nothing is left.
        """
        work: Next | None = self._known.pop(chat, None)
        while self._waker.holds(chat):
            # Whoever woke the chat may have been at another event, and so may the last round. What
            # is bound below is not taken back where it fails: who logs that names the event, too.
            clear_contextvars()
            if work is None:
                work = await self._database.run(self._next_of(chat))
            if work.event is not None:
                if work.event.deaths and (left := self._calm_at - time.monotonic()) > 0:
                    return left
                bind_contextvars(event_key=work.event.reference)
                work = await self._handle(work.event, work.chat)
            elif work.messages:
                progress = await self._sender.send(work.messages)
                if progress.pause:
                    return progress.pause
                work = progress.next
            else:
                return None
        return None

    async def sweep(self) -> None:
        """Wake chats in which something is due: timers, and what a crash has left over."""
        chats = await self._database.run(lambda c: events.chats_with_work(c, now=self._clock()))
        # In another order each time: whoever is first when the process is killed from outside is
        # suspected, and must not be the same one three times.
        self._waker.nudge(random.sample(sorted(chats), len(chats)))

    def _next_of(self, chat: int) -> Job[Next]:
        now = self._clock()
        return lambda c: next_of(c, chat, now=now, most_unsent=MAX_UNSENT)

    async def _handle(self, event: Event, chat: Chat) -> Next:
        if event.received >= max(self._started, self._waker.since(event.chat)):
            return await self._finish(event, chat)
        # It was here before this process came to the chat, so another may have died of it.
        async with self._suspects:
            if event.deaths < MAX_DEATHS:
                await self._database.run(partial(events.accuse, number=event.number))
            return await self._finish(event, chat)

    async def _finish(self, event: Event, chat: Chat) -> Next:
        handled = await self._handling.handle(event, chat, now=self._clock())
        if handled.reason is not None:
            _log.error("event_dead", reason=handled.reason)
        now = self._clock()

        def finish(connection: sa.Connection) -> Next:
            commits.finish(connection, event, handled, now=now)
            return next_after(connection, event.chat, now=now, most_unsent=MAX_UNSENT)

        if handled.forget is None:
            after = await self._database.run(finish)
        else:
            # First: a crash in between must leave no copy of what is confirmed to be gone.
            async with self._database.copying:
                await self._database.drop_copies()
                after = await self._database.run(finish)
        self._health.observer.handled(
            event.key, received=event.received, messages=len(handled.messages)
        )
        others = {message.chat for message in handled.messages}
        if isinstance(handled.change, Migrated):
            others.add(handled.change.new)
        self._waker.wake(others - {event.chat})
        return after

    def _idle(self, chat: int) -> bool:
        """Return whether nobody can be at work on a chat."""
        return self._waker.is_idle(chat)
