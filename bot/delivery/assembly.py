"""The parts of delivery, put together."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from telegram import Update

from bot.delivery.api.signatures import Signatures
from bot.delivery.api.telegram_api import TelegramApi
from bot.delivery.delivery import Delivery
from bot.delivery.health import Health
from bot.delivery.incoming.handling import Handling
from bot.delivery.incoming.inbound import Inbound
from bot.delivery.incoming.intake import Intake
from bot.delivery.incoming.late import is_asked_again
from bot.delivery.incoming.recount import Recount
from bot.delivery.outgoing.files import Build, Files
from bot.delivery.outgoing.limits import Limits
from bot.delivery.outgoing.sender import Sender
from bot.delivery.unkept import Unkept
from bot.delivery.waking.waker import Waker
from bot.store.database import Database
from bot.store.events import Event
from bot.store.outbox import message_ids
from handlers.context import BotApplication
from handlers.services import Services


def assembled(
    application: BotApplication,
    database: Database,
    waker: Waker,
    health: Health,
    *,
    build: Build,
    limits: Limits,
    doors: Callable[[], Inbound],
    patience: float,
) -> Delivery:
    """Return a delivery; the arguments are those of :func:`bot.delivery.running.running`."""
    services: Services = application.bot_data["services"]
    clock, api = services.clock, TelegramApi(application.bot)

    async def sent(chat_id: int, keys: Sequence[str]) -> Mapping[str, int | None]:
        return await database.run(lambda c: message_ids(c, chat_id, keys))

    async def asked_again(event: Event) -> bool:
        return await database.run(lambda c: is_asked_again(c, event))

    sender = Sender(
        api,
        database,
        Files(database, build),
        limits,
        health,
        clock=clock,
        wake=waker.wake,
        holds=waker.holds,
        patience=patience,
    )
    answer = partial(application.bot_data.get("unkept", _nothing), services)
    unkept = Unkept(application.bot, api, limits, Signatures(database.secret), answer)
    recount = Recount(None if database.peers is None else doors())
    return Delivery(
        database,
        Handling(application, sent, asked_again, database.secret, recount),
        sender,
        Intake(database, clock=clock, inbound=doors(), answered=unkept),
        unkept,
        health,
        waker,
        clock=clock,
    )


def _nothing(_services: Services, _update: Update) -> None:
    """Let everything wait that cannot be kept."""
