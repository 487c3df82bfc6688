"""Who is a curator: checked at every call, since menus only show and anybody can type."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from telegram import Update, User
from telegram.constants import ChatType

from handlers.chats.records import Audited
from handlers.context import Context
from handlers.messages.texts import interface_language
from handlers.other import unknown_command
from handlers.replying import stale_button

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def for_curators(handler: Handler) -> Handler:
    """Return a handler that does for everybody else what an unknown command or button does."""

    @wraps(handler)
    async def checked(update: Update, context: Context) -> None:
        user, chat = update.effective_user, update.effective_chat
        if user is not None and is_curator(context, user):
            if chat is not None and chat.type == ChatType.PRIVATE:
                context.state.news_language = interface_language(user.language_code)
            await handler(update, context)
        elif update.callback_query is not None:
            await stale_button(update, context)
        else:
            await unknown_command(update, context)

    return checked


def is_curator(context: Context, user: User | None) -> bool:
    """Return whether a person looks after the content."""
    return user is not None and user.id in context.services.curators


def log(context: Context, update: Update, action: str, subject: str = "") -> None:
    """Keep what a curator did, to what, and nothing that anybody wrote."""
    user = update.effective_user
    if user is not None:
        context.keep(Audited(user.id, action, subject))
