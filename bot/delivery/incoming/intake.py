"""Take updates in: on disk before they are acknowledged."""

from collections.abc import Callable, Container, Sequence

import sqlalchemy as sa
import structlog

from bot.delivery.api.json_text import json_text
from bot.delivery.api.updates import (
    FLEETING,
    TOO_MANY,
    Raw,
    chat_of,
    is_number,
    person_of,
    written_at,
)
from bot.delivery.incoming.inbound import Admission, Inbound
from bot.delivery.incoming.minimal import minimal, unread
from bot.delivery.outgoing.sender import MAX_UNSENT
from bot.delivery.repeated import Repeated
from bot.exhaustion import end_if_exhausted
from bot.store import events
from bot.store.database import Database
from bot.store.events import NOBODY, NewEvent, update_key
from bot.store.work import Next, next_of_each

_log = Repeated(structlog.get_logger(__name__))


class Intake:
    """Journals updates, as many as come together in one transaction."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], float],
        inbound: Inbound,
        answered: Container[int] = (),
    ) -> None:
        self._answered = answered
        self._database = database
        self._clock = clock
        self._inbound = inbound

    async def journal(
        self, updates: Sequence[Raw], is_idle: Callable[[int], bool]
    ) -> dict[int, Next | None]:
        """Commit updates; those that are known already change nothing.

        One that cannot be read keeps nobody else's from being kept, and does not come again: of it
        is kept whose it is, so that somebody can be told. One without a number is passed over.

        Returns:
            The chats they belong to, and what those that are idle have to do next.

        Raises:
            SQLAlchemyError: Nothing is kept; the updates must not be acknowledged.
        """
        now = self._clock()
        admitted = [one for raw in updates if (one := self._taken(raw, now)) is not None]
        chats = dict.fromkeys(one.chat for one in admitted)
        idle = [chat for chat in chats if is_idle(chat)]

        def keep(connection: sa.Connection) -> dict[int, Next]:
            events.journal(connection, admitted)
            return next_of_each(connection, idle, now=now, most_unsent=MAX_UNSENT)

        known = await self._database.run(keep) if admitted else {}
        # Only an event may be known beforehand: it is fenced, a message could go out twice.
        return {
            chat: known[chat] if chat in known and known[chat].event is not None else None
            for chat in chats
        }

    def _taken(self, raw: Raw, now: float) -> NewEvent | None:
        if FLEETING & raw.keys():
            return None
        if not is_number(raw.get("update_id")):
            _log.warning("not_understood", reason="no update_id")
            return None
        try:
            return self._admit(raw, now)
        except Exception as error:
            end_if_exhausted(error)
            key = update_key(raw["update_id"])
            _log.error(
                "update_not_read", event_key=key, reason=type(error).__name__, exc_info=True
            )
            return NewEvent(key, chat_of(raw), json_text(unread(raw, error)), received=now)

    def _admit(self, raw: Raw, now: float) -> NewEvent | None:
        if raw["update_id"] in self._answered:
            # Kept like all that is done: it tells that updates can be kept again.
            return NewEvent(update_key(raw["update_id"]), NOBODY, "", received=now, done=now)
        chat = chat_of(raw)
        when = written_at(raw, now)
        admission = self._inbound.admit(
            raw["update_id"], person=person_of(raw), chat=chat, when=when
        )
        if admission is Admission.IGNORED:
            return None
        kept = minimal(raw)
        if admission is Admission.NOTICE:
            kept[TOO_MANY] = True
        return NewEvent(update_key(raw["update_id"]), chat, json_text(kept), received=now)
