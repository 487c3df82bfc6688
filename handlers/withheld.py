"""Say of a message that looked like data of people in need that it was not kept."""

import re
from collections.abc import Container

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import filters

from handlers.context import Context
from handlers.messages.effects import Screen
from handlers.messages.texts import _
from handlers.replying import answer_key, renderer_for, respond

WITHHELD = "withheld"
"""A field that delivery puts in the place of a text it did not keep."""
_COMMAND = re.compile(r"/(\w+)(?:@(\w+))?")


def is_withheld(message: Message) -> bool:
    """Return whether the text of a message was not kept."""
    return WITHHELD in message.api_kwargs


class Withheld(filters.MessageFilter):
    """A message to the bot whose text, or the text it answers, was not kept.

    Args:
        commands: Those that are the bot's own in a group even if they do not name it.
    """

    def __init__(self, commands: Container[str]) -> None:
        super().__init__()
        self._commands = commands

    def filter(self, message: Message) -> bool:
        """Return whether it is one; in a group only what is said to the bot counts."""
        replied = message.reply_to_message
        if is_withheld(message):
            return message.chat.type == ChatType.PRIVATE or self._is_to_bot(message)
        # A command alone stands for the message it answers.
        alone = bool(_COMMAND.fullmatch(message.text or "")) and self._is_to_bot(message)
        return alone and replied is not None and is_withheld(replied)

    def _is_to_bot(self, message: Message) -> bool:
        bot = message.get_bot()
        replied = message.reply_to_message
        sender = replied.from_user if replied is not None else None
        if sender is not None and sender.id == bot.id:
            return True
        text = message.text or ""
        command = _COMMAND.match(text)
        if command is not None and command[2] is None:
            return command[1] in self._commands
        named = text.removeprefix("@") if command is None else command[2]
        return named.casefold() == bot.username.casefold()


async def withheld(update: Update, context: Context) -> None:
    """Ask not to send such data, without a word of it."""
    message = update.effective_message
    if message is None:
        return
    text = _(
        "Please do not send phone numbers, e-mail addresses, ID numbers, positions or lists of "
        "names. I did not keep your message. Send it again without them."
    )
    screen = Screen(renderer_for(context, message).text(text))
    if update.edited_message is not None:
        context.edit(message.chat_id, screen, key=answer_key(message))
    else:
        respond(context, message, screen)
