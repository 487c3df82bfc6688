"""What is not a question: stickers, voice, files; and errors."""

import structlog
from telegram import Update
from telegram.constants import ChatType

from handlers.ask import renderer_for, respond
from handlers.context import Context
from handlers.messages.effects import Screen
from handlers.messages.texts import _

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
    """Log the update's number, never its text, and tell the user what to do next."""
    identity = update.update_id if isinstance(update, Update) else None
    _log.error("handler_failed", exc_info=context.error)
    message = update.effective_message if isinstance(update, Update) else None
    if message is None or identity is None:
        return
    renderer = renderer_for(context, message)
    text = _("Something went wrong on my side. Please send it again. Reference: {number}")
    respond(context, message, Screen(renderer.text(text, number=str(identity))))
