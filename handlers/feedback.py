"""The two buttons under an answer: useful, or not what I asked."""

from telegram import Message, Update

from handlers.chats.records import Missed, Rated, Reason
from handlers.context import Context
from handlers.messages.keyboards import USEFUL, card_of
from handlers.messages.texts import _
from handlers.replying import STALE, renderer_of
from knowledge.models import Card
from knowledge.text.similar import question_id

MOST_RATED = 20


async def rate(update: Update, context: Context) -> None:
    """Count what somebody thinks of an answer, once; say thanks each time."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    renderer = renderer_of(context, query)
    action, entry, facet = (*query.data.split(":"), "", "")[:3]
    card = card_of(context.assistant, entry, facet)
    if card is None or not isinstance(query.message, Message):
        await query.answer(renderer.gettext(STALE), show_alert=True)
        return
    useful = action == USEFUL
    thanks = _("Thank you!") if useful else _("Thank you. Try other words, or /browse.")
    await query.answer(renderer.gettext(thanks))
    message_id = query.message.message_id
    if message_id in context.state.rated:
        return
    context.state.rated = (*context.state.rated, message_id)[-MOST_RATED:]
    context.keep(Rated(card, context.everywhere.knowledge.version, useful))
    if not useful:
        _keep_question(context, query.message.chat_id, card)


def _keep_question(context: Context, chat_id: int, card: Card) -> None:
    question = context.services.recent.question(chat_id, card, context.now())
    if question is not None and context.services.keeps_gaps:
        context.keep(Missed(question_id(question), question, Reason.REJECTED))
