"""``/chart``: who answers to whom, as a picture."""

from telegram import Update

from handlers.context import Context
from handlers.messages.built import Format, built_from
from handlers.messages.effects import Screen
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.offline import send_built
from handlers.replying import pressed_message, renderer_for, renderer_of, respond
from knowledge.content.base import KnowledgeBase
from knowledge.content.names import entry_named
from knowledge.models import EntryId

LONGEST_NAME = 80
"""What is said again of a name that nobody knows."""


async def chart(update: Update, context: Context) -> None:
    """Offer the picture with its size, so that nobody loads it unawares."""
    message = update.effective_message
    if message is None:
        return
    renderer = renderer_for(context, message)
    knowledge = context.local.knowledge
    wanted = " ".join(context.args or ())
    asked = entry_named(knowledge, wanted)
    words = _words(knowledge, renderer, asked)
    if wanted and asked is None:
        text = _("I do not know “{name}”; this is the whole chart.")
        words = f"{renderer.text(text, name=wanted[:LONGEST_NAME])}\n{words}"
    respond(context, message, Screen(words, (renderer.chart_row(asked),)))


async def chart_button(update: Update, context: Context) -> None:
    """Send the picture."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    message = await pressed_message(context, query)
    if message is None:
        return
    await query.answer()
    renderer = renderer_of(context, query)
    knowledge = context.local.knowledge
    name = query.data.partition(":")[2]
    asked = name if name in knowledge.entries else None
    built = built_from(knowledge, Format.PNG, renderer.language, asked)
    send_built(context, message, built, Screen(_words(knowledge, renderer, asked)))


def _words(knowledge: KnowledgeBase, renderer: Renderer, asked: EntryId | None) -> str:
    if asked is None:
        return renderer.text(_("Who answers to whom, from the clusters up to the top."))
    name = renderer.name(knowledge.entries[asked])
    return renderer.text(_("Who answers to whom, and where {name} stands."), name=name)
