"""The bot's own place in a group: added, made administrator."""

from telegram import ChatMember, Update
from telegram.constants import ChatMemberStatus, ChatType

from handlers.context import Context
from handlers.messages.effects import Screen
from handlers.messages.texts import _, interface_language
from handlers.replying import renderer_for

# Not channels: what it says there, every subscriber reads.
_GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}
_OUTSIDE = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}


async def membership(update: Update, context: Context) -> None:
    """Introduce the bot once where it is added; say once that it needs no rights."""
    change = update.my_chat_member
    if change is None or change.chat.type not in _GROUPS:
        return
    state = context.state
    lines = []
    if change.old_chat_member.status in _OUTSIDE:
        lines = [*INTRODUCTION]
    if _is_administrator(change.new_chat_member) and not state.told_rights:
        state.told_rights = True
        lines.append(_NO_RIGHTS)
    if lines:
        language = state.language or interface_language(change.from_user.language_code)
        renderer = renderer_for(context, None, language)
        html = "\n".join(renderer.text(line) for line in lines)
        context.send(change.chat.id, Screen(html), silent=True)


def _is_administrator(member: ChatMember) -> bool:
    return member.status == ChatMemberStatus.ADMINISTRATOR


INTRODUCTION = (
    _("I answer questions about humanitarian coordination, with the source."),
    _("Ask with /ask, or reply to one of my messages; I read nothing else."),
    _("/chat – settings of this group; /meeting – take down what is asked in a meeting"),
)
_NO_RIGHTS = _("I do not need to be an administrator: please take the rights back.")
