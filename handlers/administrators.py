"""Who may decide for a chat, asked of Telegram when it matters and not kept."""

from telegram import Chat, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from handlers.context import Context
from handlers.messages.texts import _

NOT_KNOWN = _("Telegram does not tell just now who is an administrator. Try again soon.")
_DECIDING = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}


async def may_decide(
    context: Context, chat: Chat, user: User | None, *, sender_chat: Chat | None = None
) -> bool | None:
    """Return whether a person decides for a chat; None if Telegram does not say just now.

    Args:
        context: The context of the update.
        chat: In a private chat everybody decides for herself.
        user: Who it is.
        sender_chat: In whose name it was said; an anonymous administrator speaks as the group.
    """
    if chat.type == ChatType.PRIVATE:
        return True
    if sender_chat is not None:
        return sender_chat.id == chat.id
    if user is None:
        return False
    try:
        member = await context.bot.get_chat_member(chat.id, user.id)
    except TelegramError:
        return None
    return member.status in _DECIDING


async def refusal(
    context: Context, chat: Chat, user: User | None, *, sender_chat: Chat | None = None
) -> str | None:
    """Return why somebody may not change the settings of a chat; None if she may.

    Returns:
        An interface text, not yet translated.
    """
    match await may_decide(context, chat, user, sender_chat=sender_chat):
        case True:
            return None
        case None:
            return NOT_KNOWN
        case False:
            return _("Only administrators of this group change its settings.")
