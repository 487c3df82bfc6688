"""What is done about a message that Telegram did not take: the table of outcomes, carried out."""

import random
from collections.abc import Callable, Iterable

import structlog
from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.delivery.api import backoff
from bot.delivery.api.calls import Call
from bot.delivery.api.outcomes import Consequence, retry_after
from bot.delivery.health import Health
from bot.delivery.outgoing.limits import Limits
from bot.delivery.outgoing.pending import VARIANTS, packed
from bot.store import chats, dead, outbox
from bot.store.database import Database
from bot.store.outbox import Message

_log = structlog.get_logger(__name__)

_MAX_UNSURE = 2
"""Two copies of a message may have arrived; a third is not sent."""
STOPPED_SECONDS = 3600.0
"""For so long a chat in which the bot may not write is not tried again."""
AGAIN = 0.0
"""The outbox has changed: read it again."""
NEXT: float | None = None
"""This message is dealt with: go on with the next."""


class Refusals:
    """Carries out the consequences."""

    def __init__(
        self,
        database: Database,
        limits: Limits,
        health: Health,
        *,
        clock: Callable[[], float],
        wake: Callable[[Iterable[int]], None],
    ) -> None:
        self._database = database
        self._limits = limits
        self._health = health
        self._clock = clock
        self._wake = wake

    async def settle(
        self, message: Message, call: Call, error: TelegramError, consequence: Consequence
    ) -> float | None:
        """Do what the table says.

        Returns:
            In how many seconds to go on with the chat; None if at once, with the next message.
        """
        self._health.observer.refused(consequence)
        _log.info("not_sent", outcome=consequence.name)
        if consequence not in {Consequence.OFFLINE, Consequence.UNSURE}:
            self._health.reached()
        match consequence:
            case Consequence.DROP:
                return await self._drop(message)
            case Consequence.BURY:
                return await self.bury(message, error.message)
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
                return await self._retry(message, "refused", error.message)

    async def _drop(self, message: Message) -> float | None:
        await self._database.run(lambda c: outbox.discard(c, [message.number]))
        return NEXT

    async def bury(self, message: Message, reason: str) -> float | None:
        """Give a message up, with the reason; the next one goes on."""
        now = self._clock()
        _log.error("message_dead", method=message.method)
        await self._database.run(lambda c: dead.bury_message(c, message, reason=reason, now=now))
        return NEXT

    async def unbuilt(self, message: Message, error: OSError) -> float | None:
        """Try again later to build the file of a message: a shortage may be over then."""
        reason = error.strerror or type(error).__name__
        _log.warning("file_not_built", reason=reason)
        return await self._retry(message, "not built", reason)

    async def replace(self, message: Message, call: Call) -> float:
        """Let a message be another call from now on."""
        await self._database.run(lambda c: outbox.replace(c, message, call.method, packed(call)))
        return AGAIN

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
            return await self.bury(message, "sent twice without an answer; it may have arrived")
        return await self._postpone(message, self._pause(message), unsure=1)

    async def _retry(self, message: Message, outcome: str, reason: str) -> float | None:
        if message.tries + 1 >= backoff.MAX_TRIES:
            return await self.bury(message, f"{outcome} {message.tries + 1} times: {reason}")
        return await self._postpone(message, self._pause(message))

    async def _instead(
        self, message: Message, variant: Call | None, error: TelegramError
    ) -> float | None:
        if variant is None:
            return await self.bury(message, error.message)
        return await self.replace(message, variant)

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
