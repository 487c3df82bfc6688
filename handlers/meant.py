"""Which message is the question: the one that was written, or the one it replies to."""

from telegram import Message

from handlers.chats.places import quoted_in
from handlers.context import Context
from handlers.meeting.notes import dictated
from handlers.numbers import number_in
from knowledge.assistant import Reply, Status
from knowledge.privacy.sensitive import sensitive

# Said to the bot, whatever message it answers.
_POLITE = frozenset({"thanks", "farewell"})


def meant(context: Context, message: Message, own: str) -> str:
    """Return the question: that of the message it answers, where only that one asks something.

    Args:
        context: The context of the update.
        message: What was written.
        own: What it says to the bot.
    """
    quoted = quoted_in(message)
    if not own or not quoted or _stands_alone(own):
        return own
    alone, asked = context.assistant.ask(own), context.assistant.ask(quoted)
    # What asks for something that no document holds, as a salary, asks for it still.
    beside = alone.status is Status.NONE and alone.subject is not None
    idle = not _finds(alone) and not beside and alone.subject not in _POLITE
    return quoted if idle and _finds(asked) else own


def _stands_alone(own: str) -> bool:
    return any(found is not None for found in (number_in(own), sensitive(own), dictated(own)))


def _finds(reply: Reply) -> bool:
    return bool(reply.parts) or reply.status is Status.CHOICES
