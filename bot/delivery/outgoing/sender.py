"""Send what waits in the outbox of a chat, in order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from structlog.contextvars import bind_contextvars
from telegram.error import TelegramError

from bot.delivery.api.calls import target_of, with_file
from bot.delivery.api.outcomes import Consequence, consequence_of
from bot.delivery.api.telegram_api import Sent, TelegramApi
from bot.delivery.health import Health
from bot.delivery.outgoing.files import BuildError, Files, OutdatedError, remember
from bot.delivery.outgoing.limits import Limits
from bot.delivery.outgoing.pending import call_in, edited, superseded
from bot.delivery.outgoing.refusals import NEXT, Refusals
from bot.store import outbox
from bot.store.database import Database, Job
from bot.store.events import reference_of
from bot.store.outbox import Message
from bot.store.work import Next, next_of

MAX_UNSENT = 50
"""With so many messages waiting in a chat, its next events wait too."""


_Which = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the messages of a chat have got."""

    pause: float | None = None
    """In how many seconds to go on, where they could not all be dealt with."""
    next: Next | None = None
    """What the chat has to do next, where that is known already."""


class Sender:
    """Sends the messages of chats."""

    def __init__(
        self,
        api: TelegramApi,
        database: Database,
        files: Files,
        limits: Limits,
        health: Health,
        *,
        clock: Callable[[], float],
        wake: Callable[[Iterable[int]], None],
        holds: Callable[[int], bool],
        patience: float = 0.0,
    ) -> None:
        self._holds = holds
        self._patience = patience
        self._refusals = Refusals(database, limits, health, clock=clock, wake=wake)
        self._api = api
        self._files = files
        self._database = database
        self._limits = limits
        self._health = health
        self._clock = clock
        # Sent, but not yet committed as sent: must not go out again because the disk is full.
        self._gone: dict[_Which, Sent] = {}

    async def send(self, messages: Sequence[Message]) -> Progress:
        """Send messages of one chat, first to last."""
        skipped, awaited = superseded(messages), edited(messages)
        if skipped:
            await self._database.run(lambda c: outbox.discard(c, sorted(skipped)))
        for message in messages:
            if message.number in skipped:
                continue
            # Stays bound where something fails; see Delivery.drain.
            bind_contextvars(event_key=reference_of(message.event))
            if _which(message) not in self._gone:
                pause = await self._turn_of(message)
                if not self._holds(message.chat):
                    # While we waited another process may have begun to send it.
                    return Progress()
                if pause is None:
                    pause = await self._attempt(message)
                if pause is not None:
                    return Progress(pause)
            if _which(message) in self._gone:
                if message is messages[-1]:
                    # There may be more if as many were read as are read together. What has come
                    # since then has woken the chat, and is found when it runs again.
                    more = len(messages) == outbox.AT_ONCE
                    return Progress(next=await self._mark_last(message, more=more))
                await self._database.run(self._mark(message))
                del self._gone[_which(message)]
                if message.key in awaited:
                    # The edit behind it was read before there was an id to edit: read it again.
                    return Progress()
        return Progress()

    async def _turn_of(self, message: Message) -> float | None:
        """Return in how many seconds a message may be tried; None if now."""
        left = max(message.due - self._clock(), self._health.closed_for())
        if left > 0:
            return left
        if message.unsure and not await self._api.answers():
            # Telegram is silent as a whole: a try would only add to the doubt.
            return self._health.missed()
        return await self._limits.slot(message.chat) or None

    async def _attempt(self, message: Message) -> float | None:
        call = call_in(message)
        if call is None:
            # An edit of a message that was never sent.
            await self._database.run(lambda c: outbox.discard(c, [message.number]))
            return NEXT
        try:
            sent = await self._api.call(await self._files.filled(call))
        except BuildError as error:
            return await self._refusals.bury(message, str(error))
        except OutdatedError as error:
            return await self._refusals.replace(message, with_file(call, error.instead))
        except OSError as error:
            # Of the file: what is wrong with a request is a TelegramError.
            return await self._refusals.unbuilt(message, error)
        except TelegramError as error:
            consequence = consequence_of(error)
            if consequence is not Consequence.DONE:
                return await self._refusals.settle(message, call, error, consequence)
            sent = Sent(target_of(call))
        self._health.reached()
        self._health.observer.sent(message.event, now=self._clock())
        self._gone[_which(message)] = sent
        return None

    async def _mark_last(self, message: Message, *, more: bool) -> Next:
        """Commit that a message has gone out; return what its chat has to do next."""
        mark, now = self._mark(message), self._clock()

        def mark_and_look(connection: sa.Connection) -> Next:
            mark(connection)
            if not more:
                return Next()
            return next_of(connection, message.chat, now=now, most_unsent=MAX_UNSENT)

        # Whatever comes next for the chat is committed, and takes this along.
        after = await self._database.run(mark_and_look, patience=self._patience)
        del self._gone[_which(message)]
        return after

    def _mark(self, message: Message) -> Job[None]:
        sent, now = self._gone[_which(message)], self._clock()

        def mark(connection: sa.Connection) -> None:
            outbox.sent(connection, message, sent.message_id, now)
            if sent.file_id is not None:
                remember(connection, message, sent.file_id, now=now)

        return mark


def _which(message: Message) -> _Which:
    """Return what tells a message from every other; SQLite gives a number out again."""
    return message.number, message.event
