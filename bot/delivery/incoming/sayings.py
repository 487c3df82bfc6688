"""Messages as they are kept, and what delivery says by itself."""

from bot.delivery.api.calls import call_of
from bot.delivery.api.json_text import json_text
from bot.delivery.api.signatures import Signatures
from bot.delivery.api.updates import Raw, language_code_of, question_of, topic_of
from bot.store.events import Event
from bot.store.outbox import NewMessage
from handlers import notices
from handlers.chats.state import ChatState
from handlers.messages.effects import Edit, Effect, Screen, Send
from handlers.messages.texts import interface_language
from handlers.services import Services
from knowledge.text.language import Language


class Sayings:
    """Makes the messages of an event."""

    def __init__(self, services: Services, signatures: Signatures) -> None:
        self._services = services
        self._signatures = signatures

    def message(self, event: Event, effect: Effect) -> NewMessage:
        """Return what a handler described, as it is kept until it is sent."""
        call = call_of(effect, self._signatures)
        return NewMessage(
            effect.chat_id,
            event.key,
            call.method,
            json_text(call.parameters),
            effect.key,
            cosmetic=isinstance(effect, Edit) and effect.cosmetic,
        )

    def busy(self, event: Event, raw: Raw, state: ChatState) -> NewMessage:
        """Say that somebody sends too much."""
        screen = notices.busy(self._services, _language(raw, state))
        return self._notice(event, raw, screen)

    def failed(self, event: Event, raw: Raw, state: ChatState, reference: str) -> NewMessage:
        """Say that an update could not be handled."""
        screen = notices.failed(self._services, _language(raw, state), reference)
        return self._notice(event, raw, screen)

    def delayed(self, event: Event, raw: Raw, state: ChatState) -> NewMessage:
        """Say sorry for an answer that comes late."""
        screen = notices.delayed(self._services, _language(raw, state))
        return self._notice(event, raw, screen)

    def _notice(self, event: Event, raw: Raw, screen: Screen) -> NewMessage:
        """Return what is said; in a group to whom it concerns, and silently."""
        group = event.chat < 0
        reply_to, topic = (question_of(raw), topic_of(raw)) if group else (None, None)
        notice = Send(event.chat, screen, reply_to=reply_to, thread_id=topic, silent=group)
        return self.message(event, notice)


def _language(raw: Raw, state: ChatState) -> Language:
    """Return the language for whoever sent or pressed it."""
    return state.language or interface_language(language_code_of(raw))
