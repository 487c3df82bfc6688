"""What delivery says by itself, in the words of the interface."""

from html import escape

from handlers.chats.state import ChatState
from handlers.messages.effects import Screen
from handlers.messages.texts import _, interface_language
from handlers.services import Services


def busy(services: Services, state: ChatState, language_code: str | None) -> Screen:
    """Say that so many messages at once are too many."""
    text = _("That was a lot at once. Please wait a minute, then ask again.")
    return _screen(services, state, language_code, text)


def delayed(services: Services, state: ChatState, language_code: str | None) -> Screen:
    """Say sorry for an answer that comes hours late."""
    text = _("Sorry for the delay: I was offline when you wrote.")
    return _screen(services, state, language_code, text)


def failed(
    services: Services, state: ChatState, language_code: str | None, reference: str
) -> Screen:
    """Say that a message could not be handled."""
    text = _("Something went wrong on my side. Please send it again. Reference: {number}")
    return _screen(services, state, language_code, text, number=reference)


def _screen(
    services: Services, state: ChatState, code: str | None, text: str, **values: str
) -> Screen:
    language = state.language or interface_language(code)
    return Screen(escape(services.texts.of(language)(text).format(**values), quote=False))
