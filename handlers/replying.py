"""What every feature replies with: the language, the place, and what is said of stale buttons."""

from telegram import CallbackQuery, Chat, Message, Update

from handlers.administrators import refusal
from handlers.chats.places import asker_of, is_group, language_code_of, thread_of
from handlers.context import Context
from handlers.messages.effects import Screen
from handlers.messages.keyboards import deep_link
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from knowledge.answering.answer import Part
from knowledge.assistant import Reply
from knowledge.text.language import Language

STALE = _("This button is not yours, or from an older version. Please ask again.")


def renderer_for(
    context: Context, message: Message | None, language: Language | None = None
) -> Renderer:
    """Return a renderer in the chat's language, or else in that of the person's app."""
    if language is None:
        asker = asker_of(message) if message is not None else None
        language = context.language_for(asker, language_code_of(message))
    services = context.services
    return services.renderer(
        context.assistant,
        services.texts,
        language,
        sizes=services.sizes,
        shares=context.bot.supports_inline_queries,
    )


def renderer_of(context: Context, query: CallbackQuery) -> Renderer:
    """Return a renderer in the language of whoever pressed."""
    user = query.from_user
    return renderer_for(context, None, context.language_for(user.id, user.language_code))


def screen_of(context: Context, chat: Chat, reply: Reply, renderer: Renderer) -> Screen:
    """Return the message for a reply: the whole of it in private, in a group its first lines."""
    if is_group(chat) and reply.parts:
        return group_screen(context, renderer, reply.parts)
    return renderer.reply(reply)


def group_screen(context: Context, renderer: Renderer, parts: tuple[Part, ...]) -> Screen:
    """Return an answer as it is shown where others listen."""
    return renderer.group_answer(parts, deep_link(context.bot.username, parts[0].card))


def respond(
    context: Context, message: Message, screen: Screen, *, reply_to: int | None = None
) -> None:
    """Describe a reply: in a group to the message and silently, into the same topic."""
    group = is_group(message.chat)
    context.send(
        message.chat_id,
        screen,
        reply_to=(reply_to or message.message_id) if group else None,
        thread_id=thread_of(message),
        silent=group,
        key=answer_key(message),
    )


def answer_key(message: Message) -> str:
    """Return the name under which the answer to a message is sent."""
    return f"answer:{message.message_id}"


async def pressed_message(context: Context, query: CallbackQuery) -> Message | None:
    """Return the message a button stands under; if it is not shown, tell who pressed.

    Of a message that is gone Telegram says only where it was. The library takes that for a
    message; should it tell them apart one day, nothing is done that nobody could check.
    """
    if isinstance(query.message, Message):
        return query.message
    await query.answer(renderer_of(context, query).gettext(STALE), show_alert=True)
    return None


async def may_set(context: Context, query: CallbackQuery, message: Message) -> bool:
    """Return whether who pressed may change the settings of the chat; tell her if not."""
    refused = await refusal(context, message.chat, query.from_user)
    if refused is not None:
        await query.answer(renderer_of(context, query).gettext(refused), show_alert=True)
    return refused is None


async def stale_button(update: Update, context: Context) -> None:
    """Say of a button nobody knows any more what to do instead."""
    query = update.callback_query
    if query is not None:
        await query.answer(renderer_of(context, query).gettext(STALE), show_alert=True)
