"""The same answer asked for again in a group within five minutes: a line that points to it."""

from hashlib import blake2s

from telegram import Message

from handlers.chats.places import link_to, thread_of
from handlers.chats.state import GIVEN_SECONDS, ChatState, Given
from handlers.context import Context
from handlers.messages.effects import Screen
from handlers.messages.escaping import escaped
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from knowledge.answering.answer import Part

MOST = 20
"""Answers remembered in one chat; in five minutes a group may be written to a hundred times."""


async def pointer(
    context: Context, message: Message, part: Part, renderer: Renderer, *, key: str
) -> tuple[Screen, int | None] | None:
    """Return a line that points to an answer given just now; None if it was not, but now is.

    Args:
        context: The context of the update.
        message: The question.
        part: What would be answered.
        renderer: In the language of the answer.
        key: The name under which the answer will be sent.

    Returns:
        The line, and where messages have no links the one to which it has to be a reply.
    """
    now, thread = context.now(), thread_of(message)
    given, place = context.state.given, context.alias(message.chat_id)
    for name in [name for name, one in given.items() if now - one.at > GIVEN_SECONDS]:
        del given[name]
    name = _name(part, thread)
    first = given.get(name)
    if first is None or first.place != place:
        given[name] = Given(at=now, place=place, question=message.message_id, key=key)
        while len(given) > MOST:
            del given[next(iter(given))]
        return None
    sent = await context.sent(message.chat_id, [first.key])
    # An answer that still waits for its turn stands below its question.
    target = sent.get(first.key) or first.question
    link = link_to(message.chat, target, thread)
    title = escaped(part.title)
    linked = title if link is None else f'<a href="{link}">{title}</a>'
    text = escaped(renderer.gettext(_("Answered just now: {title}")))
    return Screen(text.format(title=linked)), target if link is None else None


def forget_edited(state: ChatState, message: Message) -> None:
    """Forget the answer to a question that has been edited: it says something else now."""
    for name in [n for n, one in state.given.items() if one.question == message.message_id]:
        del state.given[name]


def _name(part: Part, thread: int | None) -> str:
    # By what is said: the same card reads differently in another language or situation.
    return blake2s(f"{thread}\n{part.text}".encode(), digest_size=8).hexdigest()
