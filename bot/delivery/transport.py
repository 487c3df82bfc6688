"""Carry out effects at the Bot API."""

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.delivery.plain import plain_text
from handlers.effects import Button, Edit, Effect, Keyboard, Screen, Send

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Transport:
    """Sends and edits messages."""

    def __init__(self, bot: ExtBot[None]) -> None:
        self._bot = bot

    async def carry_out(self, effect: Effect, *, message_id: int | None = None) -> int | None:
        """Carry out an effect.

        Args:
            effect: What to do.
            message_id: The message to edit, for an edit that knows it only by its key.

        Returns:
            The id of the message that was sent or edited; None where an edit has no message.

        Raises:
            TelegramError: The Bot API refused for good, or could not be reached.
        """
        if isinstance(effect, Send):
            return await self._send(effect)
        target = effect.message_id or message_id
        if target is not None:
            await self._edit(effect, target)
        return target

    async def _send(self, effect: Send) -> int:
        reply = None
        if effect.reply_to is not None:
            reply = ReplyParameters(effect.reply_to, allow_sending_without_reply=True)

        async def send(text: str, parse_mode: str | None) -> int:
            message = await self._bot.send_message(
                effect.chat_id,
                text,
                parse_mode=parse_mode,
                reply_markup=_markup(effect.screen.keyboard),
                reply_parameters=reply,
                message_thread_id=effect.thread_id,
                disable_notification=effect.silent or None,
                link_preview_options=_NO_PREVIEW,
            )
            return message.message_id

        return await _with_plain_retry(effect.screen, send)

    async def _edit(self, effect: Edit, message_id: int) -> None:
        async def edit(text: str, parse_mode: str | None) -> int:
            await self._bot.edit_message_text(
                text,
                effect.chat_id,
                message_id,
                parse_mode=parse_mode,
                reply_markup=_markup(effect.screen.keyboard),
                link_preview_options=_NO_PREVIEW,
            )
            return message_id

        try:
            await _with_plain_retry(effect.screen, edit)
        except BadRequest as error:
            if "not modified" not in error.message.lower():
                raise


async def _with_plain_retry(screen, call):  # type: ignore[no-untyped-def]
    try:
        return await call(screen.html, ParseMode.HTML)
    except BadRequest as error:
        if "can't parse entities" not in error.message.lower():
            raise
        return await call(plain_text(screen.html), None)


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in keyboard])


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.label,
        callback_data=button.data,
        url=button.url,
        copy_text=CopyTextButton(button.copy) if button.copy else None,
        switch_inline_query=button.share,
    )
