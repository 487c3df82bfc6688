"""Show a card at the press of a button."""

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType

from handlers.ask import renderer_for
from handlers.context import Context
from handlers.effects import Screen
from handlers.keyboards import PICK, card_of
from handlers.render import Renderer
from handlers.texts import _, interface_language
from knowledge.assistant import Topic
from knowledge.text_index import Card


async def show_card(update: Update, context: Context) -> None:
    """Show the card a button names: a picked choice in place, a next topic as a new message."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    action, _colon, rest = query.data.partition(":")
    entry, _colon, facet = rest.partition(":")
    message = query.message
    renderer = renderer_of(context, query)
    if not isinstance(message, Message):
        await query.answer(renderer.gettext(STALE), show_alert=True)
        return
    if not _may_press(query, message):
        await query.answer(renderer.gettext(_("Only the person who asked can choose.")))
        return
    card = card_of(context.assistant, entry, facet)
    if card is None:
        await query.answer(renderer.gettext(STALE), show_alert=True)
        return
    await query.answer()
    screen = _remembered(context, query, renderer, card)
    if action == PICK:
        context.edit(message.chat_id, screen, message_id=message.message_id)
    else:
        group = message.chat.type != ChatType.PRIVATE
        thread = message.message_thread_id if message.is_topic_message else None
        context.send(message.chat_id, screen, thread_id=thread, silent=group)


STALE = _("This button is not yours, or from an older version. Please ask again.")


async def stale_button(update: Update, context: Context) -> None:
    """Say of a button nobody knows any more what to do instead."""
    query = update.callback_query
    if query is not None:
        await query.answer(renderer_of(context, query).gettext(STALE), show_alert=True)


def renderer_of(context: Context, query: CallbackQuery) -> Renderer:
    """Return a renderer in the language of whoever pressed."""
    language = context.state.language or interface_language(query.from_user.language_code)
    return renderer_for(context, None, language)


def _may_press(query: CallbackQuery, message: Message) -> bool:
    """Return whether the presser asked: in a group the bot's message answers the asker's."""
    if message.chat.type == ChatType.PRIVATE or message.reply_to_message is None:
        return True
    asker = message.reply_to_message.from_user
    return asker is None or asker.id == query.from_user.id


def _remembered(context: Context, query: CallbackQuery, renderer: Renderer, card: Card) -> Screen:
    reply = context.assistant.show(card, renderer.language)
    person = context.person(query.from_user.id)
    person.talks_about(Topic(card.entry, card.facet), context.now())
    person.choices = ()
    return renderer.answer(reply.parts)
