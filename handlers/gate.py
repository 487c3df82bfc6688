"""What is not said to the bot never reaches a handler."""

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from handlers.chats.places import is_group
from handlers.context import Context


async def hold_back(update: Update, context: Context) -> None:
    """Stop what was posted through a bot, said by one, or forwarded into a group.

    Raises:
        ApplicationHandlerStop: No handler is to see the update.
    """
    message = update.message or update.edited_message
    if message is not None and not _is_said(message):
        raise ApplicationHandlerStop


def _is_said(message: Message) -> bool:
    """Return whether somebody says this here and now, and is no bot."""
    if message.via_bot is not None:
        # An inline card, maybe one of our own: answering it would say the same twice.
        return False
    user = message.from_user
    if user is not None and user.is_bot and message.sender_chat is None:
        return False
    # Anonymous administrators and channels write as bots of Telegram's, in a chat's name.
    forwarded = message.forward_origin is not None or bool(message.is_automatic_forward)
    return not (forwarded and is_group(message.chat))
