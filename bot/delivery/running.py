"""A running delivery: all parts put together, and taken apart again."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.api.telegram_api import TelegramApi
from bot.delivery.api.updates import Raw, chat_of
from bot.delivery.assembly import assembled
from bot.delivery.health import Health
from bot.delivery.incoming.inbound import Inbound
from bot.delivery.incoming.polling import Poller
from bot.delivery.observer import Observer, Unobserved
from bot.delivery.outgoing.files import Build, build_nothing
from bot.delivery.outgoing.immediate import Immediate
from bot.delivery.outgoing.limits import Limits, NoLimits
from bot.delivery.repeated import Repeated
from bot.delivery.waking.lanes import Lanes
from bot.delivery.waking.replicas import Replicas
from bot.delivery.waking.waker import Waker
from bot.desk import StoreDesk
from bot.store import events
from bot.store.aliases import alias
from bot.store.database import Database
from bot.store.events import NewEvent, timer_key
from bot.store.opening import open_database
from bot.store.records import StoredRecords
from handlers.context import BotApplication
from handlers.services import Services

_log = Repeated(structlog.get_logger(__name__))


class Running:
    """A bot that handles updates; see :func:`running`."""

    def __init__(
        self,
        application: BotApplication,
        database: Database,
        *,
        build: Build = build_nothing,
        limits: Limits | None = None,
        doors: Callable[[], Inbound] = Inbound,
        patience: float = 0.0,
        observer: Observer | None = None,
    ) -> None:
        services: Services = application.bot_data["services"]
        services.desk = StoreDesk(database)
        self._clock = clock = services.clock
        self.database = database
        self.health = Health(observer=observer or Unobserved())
        self.application = application
        application.bot_data["records"] = StoredRecords(database)
        limiter = application.bot.rate_limiter
        self._immediate = limiter if isinstance(limiter, Immediate) else None
        if self._immediate is not None:
            self._immediate.observer = self.health.observer
        self.lanes = Lanes(self._drain)
        peers = database.peers
        self.waker: Waker = (
            self.lanes
            if peers is None
            else Replicas(self.lanes, peers, bot=application.bot.id, clock=clock)
        )
        self.delivery = assembled(
            application,
            database,
            self.waker,
            self.health,
            build=build,
            limits=limits or NoLimits(),
            doors=doors,
            patience=patience,
        )

    async def handle(self, raw: Raw) -> None:
        """Take one update in, and wait until all it brings about now is done."""
        await self.delivery.accept([raw])
        await self.settled(chat_of(raw))

    async def tell(
        self, chats: Iterable[int], name: str, data: Mapping[str, str], *, key: str
    ) -> None:
        """Hand a timer that is due now to the handlers of some chats.

        Args:
            chats: Where.
            name: The name of the timer.
            data: What it brings.
            key: The same key under the same name is handled once, even after a restart. Its last
                part stands in logs.

        Raises:
            SQLAlchemyError: Nothing of it is kept.
        """
        now, told = self._clock(), set(chats)
        payload = json.dumps({"name": name, "data": dict(data)}, ensure_ascii=False)

        def keep(connection: sa.Connection) -> None:
            keys = {chat: timer_key(name, alias(connection, chat), key) for chat in told}
            fresh = [NewEvent(keys[chat], chat, payload, received=now) for chat in told]
            events.journal(connection, fresh)

        await self.database.run(keep)
        self.waker.wake(told)

    async def settled(self, chat: int) -> None:
        """Wait until a chat has nothing to do that could be done now."""
        await self.lanes.settled(chat)
        await self.delivery.fleeting.settled()
        if self._immediate is not None:
            await self._immediate.settled()

    async def poll(self) -> None:
        """Fetch updates and sweep until cancelled.

        Raises:
            InvalidToken: Telegram does not know the token (any more).
        """
        poller = Poller(
            TelegramApi(self.application.bot), self.delivery.accept, self.health, self.waker
        )
        await self.take_in(poller.run())

    async def take_in(self, source: Awaitable[None]) -> None:
        """Sweep for as long as updates come in from somewhere; neither goes on alone."""
        tasks = [asyncio.ensure_future(source), asyncio.create_task(self._sweep())]
        try:
            done, _waiting = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                await task
        finally:
            for task in tasks:
                task.cancel()

    async def _sweep(self) -> None:
        while True:
            try:
                await self.delivery.sweep()
            except SQLAlchemyError as error:
                _log.warning("sweep_failed", reason=type(error).__name__)
            await self.waker.rest()

    async def _drain(self, chat: int) -> float | None:
        return await self.delivery.drain(chat)


@contextlib.asynccontextmanager
async def running(
    application: BotApplication,
    *,
    database: Database | None = None,
    build: Build = build_nothing,
    limits: Limits | None = None,
    doors: Callable[[], Inbound] = Inbound,
    drain_seconds: float = 8.0,
    patience: float = 0.0,
    observer: Observer | None = None,
) -> AsyncIterator[Running]:
    """Run an application for as long as the block lasts.

    ``async with running(application) as bot: await bot.handle(raw)`` is all a test needs.

    Args:
        application: What handles updates; initialized here.
        database: Where everything is kept; in memory unless given.
        build: Builds the files that are sent by their key.
        limits: How fast messages go out; at once unless given.
        doors: Makes what says how much is taken in; what people may do unless given.
        drain_seconds: How long the end waits for what has begun.
        patience: For how long the mark that a message was sent may wait to share a commit. Sent
            but unmarked messages go out once more after a crash: one a chat at most.
        observer: Is told how delivery fares; nobody unless given.
    """
    async with contextlib.AsyncExitStack() as stack:
        if database is None:
            database = await stack.enter_async_context(open_database())
        await stack.enter_async_context(application)
        bot = Running(
            application,
            database,
            build=build,
            limits=limits,
            doors=doors,
            patience=patience,
            observer=observer,
        )
        try:
            await bot.waker.start()
            yield bot
        finally:
            await bot.waker.close(seconds=drain_seconds)
            await bot.delivery.fleeting.close()
