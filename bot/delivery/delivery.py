"""From an update on disk to the messages it brings about, however often the process dies."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial

import structlog

from bot.delivery import commits
from bot.delivery.handling import MAX_DEATHS, Handling
from bot.delivery.health import Health
from bot.delivery.intake import Intake
from bot.delivery.lanes import Waker
from bot.delivery.sender import Sender
from bot.delivery.updates import FLEETING, Migrated, Raw, person_of
from bot.store import events, outbox
from bot.store.database import Database
from bot.store.events import Chat, Event
from bot.store.outbox import Message

_log = structlog.get_logger(__name__)

MAX_UNSENT = 50
"""With so many messages waiting in a chat, its next events wait too."""
_FLEETING_AT_ONCE = 100


class Delivery:
    """Takes updates in, and does the work of chats."""

    def __init__(
        self,
        database: Database,
        handling: Handling,
        sender: Sender,
        intake: Intake,
        health: Health,
        *,
        clock: Callable[[], float],
        closing: Callable[[], bool],
    ) -> None:
        self._database = database
        self._handling = handling
        self._sender = sender
        self._intake = intake
        self._health = health
        self._clock = clock
        self._closing = closing
        self._started = clock()
        # One at a time, so that a death is counted against the event that caused it.
        self._suspects = asyncio.Lock()
        self._fleeting: dict[int, asyncio.Task[None]] = {}
        self.waker: Waker
        """Set once, when it is known what wakes the chats."""

    async def accept(self, updates: Sequence[Raw]) -> None:
        """Keep updates; when this returns, they may be acknowledged.

        Raises:
            SQLAlchemyError: They are not kept, and must not be.
        """
        try:
            chats = await self._intake.journal(updates)
        except Exception:
            self._health.storage_failed = True
            raise
        self._health.storage_failed = False
        self.waker.wake(chats)
        for raw in updates:
            if FLEETING in raw:
                self._answer_fleeting(raw)

    async def drain(self, chat: int) -> float | None:
        """Handle what is due in a chat and send what waits.

        Returns:
            In how many seconds there is more to do; None if nothing is left.
        """
        while True:
            waiting = await self._database.run(
                lambda c: events.waiting(c, chat, now=self._clock())
            )
            if not waiting.events:
                return await self._flush(chat)
            if waiting.unsent >= MAX_UNSENT:
                if (pause := await self._flush(chat)) is not None:
                    return pause
                continue
            # One event a round: the next one reads the state that this one writes.
            messages = await self._handle(waiting.events[0], waiting.chat)
            if self._closing():
                return None
            last = len(waiting.events) == 1
            if last and messages and (pause := await self._sender.send(messages)) is not None:
                return pause

    async def sweep(self) -> None:
        """Wake chats in which something is due: timers, and what a crash has left over."""
        chats = await self._database.run(lambda c: events.chats_with_work(c, now=self._clock()))
        self.waker.nudge(chats)

    async def settled(self) -> None:
        """Wait for the answers that are on their way without being kept."""
        if self._fleeting:
            await asyncio.wait(list(self._fleeting.values()))

    async def _flush(self, chat: int) -> float | None:
        while not self._closing():
            messages = await self._database.run(partial(outbox.unsent, chat=chat))
            if not messages:
                return None
            pause = await self._sender.send(messages)
            if pause:
                return pause
        return None

    async def _handle(self, event: Event, chat: Chat) -> list[Message]:
        if event.received >= self._started:
            return await self._finish(event, chat)
        # It was here when the process started, so it may be what the last one died of.
        async with self._suspects:
            if event.deaths < MAX_DEATHS:
                await self._database.run(partial(events.accuse, number=event.number))
            return await self._finish(event, chat)

    async def _finish(self, event: Event, chat: Chat) -> list[Message]:
        handled = await self._handling.handle(event, chat, now=self._clock())
        if handled.reason is not None:
            _log.error("event_dead", event_key=event.key, reason=handled.reason)
        now = self._clock()
        messages = await self._database.run(lambda c: commits.finish(c, event, handled, now=now))
        others = {message.chat for message in handled.messages}
        if isinstance(handled.change, Migrated):
            others.add(handled.change.new)
        self.waker.wake(others - {event.chat})
        return messages

    def _answer_fleeting(self, raw: Raw) -> None:
        """Answer an inline query, which nobody waits for after a crash; the newest of a person."""
        person = person_of(raw) or 0
        if (before := self._fleeting.pop(person, None)) is not None:
            before.cancel()
        if len(self._fleeting) < _FLEETING_AT_ONCE:
            task = asyncio.create_task(self._handling.answer(raw))
            self._fleeting[person] = task
            task.add_done_callback(lambda done: self._forget(person, done))

    def _forget(self, person: int, task: asyncio.Task[None]) -> None:
        if self._fleeting.get(person) is task:
            del self._fleeting[person]
