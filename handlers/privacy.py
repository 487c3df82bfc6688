"""``/privacy`` and ``/forget``: what is kept, and how it is deleted."""

from telegram import Message, Update
from telegram.constants import ChatType

from handlers.administrators import NOT_KNOWN, may_decide
from handlers.chats.places import asker_of
from handlers.context import Context
from handlers.messages.effects import Button, Forget, Screen
from handlers.messages.keyboards import FORGET
from handlers.messages.texts import _
from handlers.procedures.board import boards
from handlers.procedures.venue import Venue
from handlers.replying import pressed_message, renderer_for, renderer_of, respond

# The same as the table in deploy/PRIVACY.md.
_KEPT = (
    _("For this chat: what is chosen in /chat and /pocket, until nobody has written for 30 days."),
    _(
        "For ten to twenty minutes: your topic, the situation you told of, your language and the "
        "choices offered, for what you ask next."
    ),
    _("In a procedure: what is entered, until it is closed or 30 days old; not who pressed what."),
    _(
        "Your message: deleted once it is answered. What I could not answer is sealed, and "
        "deleted after two weeks at the latest."
    ),
    _(
        "Questions without an answer: 30 days, for those who look after the content; without who "
        "asked, names and numbers as far as rules find them."
    ),
    _("Copies against a broken disk, without messages: three days."),
    _("In a meeting: what is asked or to be noted, until its recap, 12 hours at most."),
    _(
        "Never: phone numbers, places, files; names only where a group wants its minutes to name "
        "who ticked. Chats and people are kept under codes."
    ),
    _("Why: only to answer you. We count which answers were useful, never who got them."),
    _("Please do not send names or other data of people in need: I do not need them."),
    _("Messages pass through Telegram, which has its own rules and is not end-to-end encrypted."),
    _("/mydata shows what is kept about you here; /forget deletes it."),
)


async def privacy(update: Update, context: Context) -> None:
    """Say what is kept, for how long and why, and who runs the bot."""
    message = update.effective_message
    if message is None:
        return
    renderer = renderer_for(context, message)
    head = renderer.text(_("What I keep"))
    lines = [f"<b>{head}</b>", *map(renderer.text, _KEPT)]
    if context.services.operator:
        lines.append(renderer.text(_("Run by: {who}"), who=context.services.operator))
    else:
        lines.append(renderer.text(_("Run by: not stated; ask whoever told you of this bot.")))
    respond(context, message, Screen("\n".join(lines)))


async def forget(update: Update, context: Context) -> None:
    """Ask whether to delete what is kept about whoever asks in this chat."""
    message = update.effective_message
    asker = asker_of(message) if message is not None else None
    if message is None or asker is None:
        return
    renderer = renderer_for(context, message)
    if message.chat.type == ChatType.PRIVATE:
        text = _(
            "Delete everything I keep about this chat, including open procedures and what is in "
            "them?"
        )
    else:
        text = _("Delete your topic and the procedures you started here, with what is in them?")
    # A press does not come in the name of a chat, so there the button says in whose it was asked.
    who, name = (asker, "") if message.sender_chat is None else (None, f":{asker}")
    no = Button(renderer.gettext(_("Keep")), data=f"{FORGET}:no{name}", for_user=who)
    yes = Button(renderer.gettext(_("Delete")), data=f"{FORGET}:yes{name}", for_user=who)
    respond(context, message, Screen(renderer.text(text), ((no,), (yes,))))


async def forget_button(update: Update, context: Context) -> None:
    """Delete what is kept about whoever asked, or nothing."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    message = await pressed_message(context, query)
    if message is None:
        return
    renderer = renderer_of(context, query)
    _prefix, choice, *name = query.data.split(":")
    # What was asked in the name of a chat is for those who decide for the group.
    if name and not (decides := await may_decide(context, message.chat, query.from_user)):
        refused = NOT_KNOWN if decides is None else _("Only administrators of this group may.")
        await query.answer(renderer.gettext(refused), show_alert=True)
        return
    await query.answer()
    text = _("Nothing was deleted.")
    if choice == "yes":
        text = _forgotten(context, message, int(name[0]) if name else query.from_user.id)
    screen = Screen(renderer.text(text))
    context.edit(message.chat_id, screen, message_id=message.message_id)


def _forgotten(context: Context, message: Message, asker: int) -> str:
    """Delete, and return what is to be said of it."""
    if message.chat.type == ChatType.PRIVATE:
        context.work.forget = Forget.CHAT
        return _("Deleted, copies too. The messages themselves you delete in Telegram.")
    context.work.forget = Forget.FAILURES
    for board in boards(context, Venue.of(message)):
        if board.was_started_by(asker):
            board.forget()
    context.state.forget(context.alias(asker))
    return _("Deleted, copies too. What the group shares, as its language and country, stays.")
