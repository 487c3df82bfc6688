"""What delivery says by itself, in the words of the interface."""

from handlers.messages.effects import Screen
from handlers.messages.escaping import escaped
from handlers.messages.texts import _
from handlers.services import Services
from knowledge.text.language import Language


def busy(services: Services, language: Language) -> Screen:
    """Say that so many messages at once are too many."""
    text = _("That was a lot at once. Please wait a minute, then ask again.")
    return _screen(services, language, text)


def delayed(services: Services, language: Language) -> Screen:
    """Say sorry for an answer that comes hours late."""
    text = _("Sorry for the delay: I was offline when you wrote.")
    return _screen(services, language, text)


def failed(services: Services, language: Language, reference: str) -> Screen:
    """Say that something sent or pressed could not be handled.

    Args:
        services: With the texts of the interface.
        language: That of whoever sent or pressed it.
        reference: By which the operator finds it in the log.
    """
    text = _("Something went wrong on my side. Please send it again. Reference: {number}")
    return _screen(services, language, text, number=reference)


def _screen(services: Services, language: Language, text: str, **values: str) -> Screen:
    return Screen(escaped(services.texts.of(language)(text).format(**values)))
