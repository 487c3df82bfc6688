"""Show a card at the press of a button."""

from telegram import CallbackQuery, Message, Update

from handlers.administrators import may_decide
from handlers.chats.places import is_group, thread_of
from handlers.chats.records import Asked
from handlers.context import Context
from handlers.finding import remember
from handlers.meeting.notes import meeting_in, note
from handlers.messages.definitions import CACHE_SECONDS, alert_of
from handlers.messages.effects import Screen
from handlers.messages.keyboards import PICK, card_of
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.replying import STALE, answer_key, pressed_message, renderer_of, screen_of
from handlers.sensitive import careful_screen, sensitivity
from knowledge.models import Card


async def show_card(update: Update, context: Context) -> None:
    """Show the card a button names: a picked choice in place, a next topic as a new message."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    action, _colon, rest = query.data.partition(":")
    entry, _colon, facet = rest.partition(":")
    message = await pressed_message(context, query)
    if message is None:
        return
    renderer = renderer_of(context, query)
    if not await _may_press(context, query, message):
        await query.answer(renderer.gettext(_("Only the person who asked can choose.")))
        return
    card = card_of(context.assistant, entry, facet)
    if card is None:
        await query.answer(renderer.gettext(STALE), show_alert=True)
        return
    await query.answer()
    asker, asked = query.from_user.id, message.reply_to_message
    screen = card_screen(context, renderer, card, asker=asker, message=message, asked=asked)
    if action == PICK:
        context.edit(message.chat_id, screen, message_id=message.message_id)
    else:
        thread, silent = thread_of(message), is_group(message.chat)
        context.send(message.chat_id, screen, thread_id=thread, silent=silent)


async def show_definition(update: Update, context: Context) -> None:
    """Tell in an alert what an abbreviation means."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    told = alert_of(context.assistant, query.data)
    if told is None:
        await query.answer(renderer_of(context, query).gettext(STALE), show_alert=True)
    else:
        await query.answer(told, show_alert=True, cache_time=CACHE_SECONDS)


async def _may_press(context: Context, query: CallbackQuery, message: Message) -> bool:
    """Return whether the presser asked: in a group the bot's message answers the asker's."""
    asked = message.reply_to_message
    if asked is None or not is_group(message.chat):
        return True
    if asked.sender_chat is not None:
        # Who asked in the name of the group decides for it; of a channel nobody can tell.
        other = asked.sender_chat.id != message.chat.id
        return other or bool(await may_decide(context, message.chat, query.from_user))
    return asked.from_user is None or asked.from_user.id == query.from_user.id


def card_screen(
    context: Context,
    renderer: Renderer,
    card: Card,
    *,
    asker: int,
    message: Message,
    asked: Message | None,
) -> Screen:
    """Return the answer that a button or a link names, remembered and counted like any other.

    Args:
        context: The context of the update.
        renderer: In the language of whoever opens it.
        card: What is opened.
        asker: Who opens it.
        message: Where it is shown.
        asked: The message to which it is the answer, if it is still known.
    """
    person = context.person(asker)
    teller = context.assistant.in_situation(person.situation_now(context.now()))
    reply = teller.show(card, renderer.language)
    if (kind := sensitivity("", reply)) is not None:
        # Nothing of it is remembered.
        return careful_screen(renderer, message, reply, kind, context.bot.username)
    context.keep(Asked(card, context.everywhere.knowledge.version))
    remember(context, person, reply, asked=message.message_id)
    meeting = meeting_in(context.state, message, context.now())
    if meeting is not None and asked is not None:
        key, title = answer_key(asked), reply.parts[0].title
        note(meeting, question="", message_id=asked.message_id, key=key, title=title)
    return screen_of(context, message.chat, reply, renderer)
