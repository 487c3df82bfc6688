"""Send what waits in the outbox of a chat, in order."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
import structlog
from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.delivery import backoff
from bot.delivery.calls import Call, target_of
from bot.delivery.health import Health
from bot.delivery.limits import Limits
from bot.delivery.outcomes import Consequence, consequence_of, retry_after
from bot.delivery.pending import VARIANTS, call_in, packed, superseded
from bot.delivery.telegram_api import TelegramApi
from bot.store import chats, dead, outbox
from bot.store.database import Database
from bot.store.outbox import Message
from bot.store.work import Next, next_of

_log = structlog.get_logger(__name__)

_MAX_UNSURE = 2
"""Two copies of a message may have arrived; a third is not sent."""
STOPPED_SECONDS = 3600.0
"""For so long a chat in which the bot may not write is not tried again."""
AGAIN = 0.0
"""The outbox has changed: read it again."""
NEXT: float | None = None
"""This message is dealt with: go on with the next."""


MAX_UNSENT = 50
"""With so many messages waiting in a chat, its next events wait too."""


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
        limits: Limits,
        health: Health,
        *,
        clock: Callable[[], float],
        wake: Callable[[Iterable[int]], None],
    ) -> None:
        self._wake = wake
        self._api = api
        self._database = database
        self._limits = limits
        self._health = health
        self._clock = clock
        # Sent, but not yet committed as sent: must not go out again because the disk is full.
        self._gone: dict[int, int | None] = {}

    async def send(self, messages: Sequence[Message]) -> Progress:
        """Send messages of one chat, first to last."""
        skipped = superseded(messages)
        if skipped:
            await self._database.run(lambda c: outbox.discard(c, sorted(skipped)))
        for message in messages:
            if message.number in skipped:
                continue
            if message.number not in self._gone:
                pause = await self._turn_of(message)
                if pause is None:
                    pause = await self._attempt(message)
                if pause is not None:
                    return Progress(pause)
            if message.number in self._gone:
                after = await self._mark(message)
                if message is messages[-1]:
                    return Progress(next=after)
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
            return await self._drop(message)
        try:
            message_id = await self._api.call(call)
        except TelegramError as error:
            return await self._refused(message, call, error)
        self._health.reached()
        self._gone[message.number] = message_id
        return None

    async def _mark(self, message: Message) -> Next:
        """Commit that a message has gone out; return what its chat has to do next."""
        message_id, now = self._gone[message.number], self._clock()

        def mark(connection: sa.Connection) -> Next:
            outbox.sent(connection, message, message_id, now)
            return next_of(connection, message.chat, now=now, most_unsent=MAX_UNSENT)

        after = await self._database.run(mark)
        del self._gone[message.number]
        return after

    async def _refused(self, message: Message, call: Call, error: TelegramError) -> float | None:
        """Do what the table says; return in how many seconds to go on, None if at once."""
        consequence = consequence_of(error)
        self._health.count(consequence)
        _log.info("not_sent", event_key=message.event, outcome=consequence.name)
        if consequence not in {Consequence.OFFLINE, Consequence.UNSURE}:
            self._health.reached()
        match consequence:
            case Consequence.DONE:
                self._gone[message.number] = target_of(call)
                return NEXT
            case Consequence.DROP:
                return await self._drop(message)
            case Consequence.BURY:
                return await self._bury(message, error.message)
            case Consequence.STOP:
                return await self._stop(message.chat)
            case Consequence.REVOKED:
                self._health.revoked.set()
                return backoff.LONGEST_SECONDS
            case Consequence.OFFLINE:
                return self._health.missed()
            case Consequence.UNSURE:
                return await self._unsure(message)
            case Consequence.WAIT if isinstance(error, RetryAfter):
                return await self._wait(message, retry_after(error))
            case Consequence.MIGRATE if isinstance(error, ChatMigrated):
                return await self._migrate(message.chat, error.new_chat_id)
            case _ if consequence in VARIANTS:
                return await self._instead(message, VARIANTS[consequence](call), error)
            case _:
                return await self._retry(message, error)

    async def _drop(self, message: Message) -> float | None:
        await self._database.run(lambda c: outbox.discard(c, [message.number]))
        return NEXT

    async def _bury(self, message: Message, reason: str) -> float | None:
        now = self._clock()
        _log.error("message_dead", event_key=message.event, method=message.method)
        await self._database.run(lambda c: dead.bury_message(c, message, reason=reason, now=now))
        return NEXT

    async def _stop(self, chat: int) -> float:
        now = self._clock()
        given_up = await self._database.run(
            lambda c: chats.stop(c, chat, now=now, until=now + STOPPED_SECONDS)
        )
        _log.info("chat_stopped", messages_given_up=given_up)
        return AGAIN

    async def _migrate(self, old: int, new: int) -> float:
        now = self._clock()
        await self._database.run(lambda c: chats.migrate(c, old, new, now=now))
        self._wake([new])
        return AGAIN

    async def _wait(self, message: Message, seconds: float) -> float | None:
        await self._limits.pause(message.chat, seconds)
        if message.cosmetic:
            return await self._drop(message)
        return await self._postpone(message, seconds, tried=0)

    async def _unsure(self, message: Message) -> float | None:
        if message.unsure + 1 >= _MAX_UNSURE:
            return await self._bury(message, "sent twice without an answer; it may have arrived")
        return await self._postpone(message, self._pause(message), unsure=1)

    async def _retry(self, message: Message, error: TelegramError) -> float | None:
        if message.tries + 1 >= backoff.MAX_TRIES:
            return await self._bury(message, f"refused {message.tries + 1} times: {error.message}")
        return await self._postpone(message, self._pause(message))

    async def _instead(
        self, message: Message, variant: Call | None, error: TelegramError
    ) -> float | None:
        if variant is None:
            return await self._bury(message, error.message)
        await self._database.run(
            lambda c: outbox.replace(c, message, variant.method, packed(variant))
        )
        return AGAIN

    async def _postpone(
        self, message: Message, seconds: float, *, tried: int = 1, unsure: int = 0
    ) -> float:
        due = self._clock() + seconds
        await self._database.run(
            lambda c: outbox.postpone(c, message, due=due, tried=tried, unsure=unsure)
        )
        return seconds

    @staticmethod
    def _pause(message: Message) -> float:
        return backoff.pause(message.tries, jitter=random.random())  # noqa: S311
