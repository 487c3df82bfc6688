"""Tell somebody who asked to be told, once, that a question has an answer now."""

from telegram import Update
from telegram.constants import ChatType

from handlers.chats.records import Watched
from handlers.chats.timers import TimerFired
from handlers.context import Context
from handlers.messages.effects import Button, Screen
from handlers.messages.keyboards import SHOW, card_data
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.replying import STALE, renderer_for, renderer_of
from knowledge.answering.answer import first_facet
from knowledge.assistant import Status
from knowledge.models import Card
from knowledge.text.language import language_of


async def watch(update: Update, context: Context) -> None:
    """Remember who wants to be told when a question is answered."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    renderer = renderer_of(context, query)
    gap = await context.services.desk.gap(query.data.partition(":")[2])
    chat = query.message.chat if query.message is not None else None
    if gap is None or chat is None or chat.type != ChatType.PRIVATE:
        await query.answer(renderer.gettext(STALE), show_alert=True)
        return
    context.keep(Watched(gap.id, chat.id))
    text = _(
        "I will write to you once when it is answered, within 30 days. Only for that I keep "
        "where to write; then it is deleted."
    )
    await query.answer(renderer.gettext(text), show_alert=True)


async def answered(update: TimerFired, context: Context) -> None:
    """Send the answer that a question has now."""
    question = update.data["question"]
    language = context.state.language or language_of(question)
    renderer = renderer_for(context, None, language)
    head = renderer.text(_("You asked: “{question}”. There is an answer now:"), question=question)
    reply = context.assistant.ask(question, language=language)
    if reply.status is Status.ANSWER and reply.parts:
        screen = renderer.answer(reply.parts)
    else:
        screen = _pointer(context, renderer, update.data["entry"])
    context.send(update.chat_id, Screen(f"{head}\n\n{screen.html}", screen.keyboard))


def _pointer(context: Context, renderer: Renderer, entry_id: str) -> Screen:
    """Return a way to the entry that a curator named; the question may still not find it."""
    knowledge = context.assistant.knowledge
    entry = knowledge.entries.get(entry_id)
    if entry is None:
        return Screen(renderer.text(_("Ask again in your own words, or look under /browse.")))
    card = Card(entry.id, first_facet(knowledge, entry))
    title = context.assistant.composer.title(card, renderer.language)
    return Screen(renderer.text(_("Look here:")), ((Button(title, data=card_data(SHOW, card)),),))
