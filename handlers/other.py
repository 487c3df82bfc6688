"""What is not a question: stickers, voice, files; and errors."""

import structlog
from telegram import Message, Update
from telegram.constants import ChatType

from handlers.chats.places import asker_of, language_code_of
from handlers.context import Context
from handlers.messages.effects import Screen
from handlers.messages.texts import _
from handlers.notices import failed
from handlers.replying import renderer_for, respond
from knowledge.text.language import Language

_log = structlog.get_logger(__name__)


async def not_text(update: Update, context: Context) -> None:
    """Ask for words instead of a sticker, a voice message or a file; nothing is downloaded."""
    message = update.effective_message
    if message is None or message.chat.type != ChatType.PRIVATE:
        return
    if context.services.albums.note(message):
        renderer = renderer_for(context, message)
        text = _("I can only read text. Please write your question; I did not keep what you sent.")
        respond(context, message, Screen(renderer.text(text)))


async def unknown_command(update: Update, context: Context) -> None:
    """Say which commands there are; in a group the command may be meant for another bot."""
    message = update.effective_message
    if message is not None and message.chat.type == ChatType.PRIVATE:
        renderer = renderer_for(context, message)
        text = _("I do not know this command. /help lists those I know.")
        respond(context, message, Screen(renderer.text(text)))


async def on_error(update: object, context: Context) -> None:
    """Log what happened, never a text, and tell the person what to do next.

    The line in the log bears the number of the update, which she is told: delivery adds it to
    every line about an update.
    """
    _log.error("handler_failed", exc_info=context.error)
    message = update.effective_message if isinstance(update, Update) else None
    if isinstance(update, Update) and message is not None:
        language = _language(context, update, message)
        respond(context, message, failed(context.services, language, str(update.update_id)))


def _language(context: Context, update: Update, message: Message) -> Language:
    """Return the language of whoever pressed or wrote; a button stands under the bot's message."""
    query = update.callback_query
    if query is None:
        return context.language_for(asker_of(message), language_code_of(message))
    return context.language_for(query.from_user.id, query.from_user.language_code)
