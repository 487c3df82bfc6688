"""What is kept of a question after its answer: a count, or the question if it found none."""

from telegram import Message
from telegram.constants import ChatType

from handlers.chats.records import Asked, Missed, Reason
from handlers.context import Context
from handlers.messages.effects import Button, Screen
from handlers.messages.keyboards import TELL
from handlers.messages.texts import _
from knowledge.assistant import Reply, Status
from knowledge.privacy.redaction import MAX_CHARACTERS, redact, says_something
from knowledge.text.similar import question_id

_GAPS = {Status.NONE: Reason.MISS, Status.CHOICES: Reason.HEDGE}


def observed(
    context: Context, message: Message, text: str, reply: Reply, screen: Screen
) -> Screen:
    """Keep what a question came to; return its reply, with a way to be told of a later answer.

    Args:
        context: The context of the update.
        message: Where it was asked.
        text: What was asked.
        reply: What it found.
        screen: How that is shown.
    """
    private = message.chat.type == ChatType.PRIVATE
    if reply.parts:
        card = reply.parts[0].card
        context.keep(Asked(card, context.everywhere.knowledge.version))
        if private and says_something(question := redact(text)):
            context.services.recent.put(message.chat_id, question, card, context.now())
    reason = _GAPS.get(reply.status)
    # What is longer than any question tells a story, which is nobody's business.
    kept = context.services.keeps_gaps and len(text) <= MAX_CHARACTERS
    if reason is None or not kept or not says_something(question := redact(text)):
        return screen
    gap = Missed(question_id(question), question, reason)
    context.keep(gap)
    if not private or reason is not Reason.MISS:
        return screen
    translate = context.services.texts.of(reply.language)
    tell = Button(translate(_("Tell me when this is answered")), data=f"{TELL}:{gap.id}")
    return Screen(screen.html, (*screen.keyboard, (tell,)))
