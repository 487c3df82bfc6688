"""Which handler takes which update, and the commands in the menus."""

from collections.abc import Mapping

from telegram import Message, MessageEntity, Update
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers.answered import answered, watch
from handlers.ask import ask_command, edited
from handlers.browse import browse, browse_button
from handlers.cards import show_card, show_definition
from handlers.chart import chart, chart_button
from handlers.chat import chat, chat_button
from handlers.chats.timers import ANSWERED, TimerHandler
from handlers.context import BotApplication
from handlers.country import country, set_country
from handlers.curators.content import NEWS, news, reload, roll_back, version
from handlers.curators.data import ACCEPT, DISCARD, GAPS, REJECT, REVIEW, SOURCE
from handlers.curators.propose import draft_button, propose
from handlers.curators.review import review_button
from handlers.curators.stale import stale
from handlers.curators.typed import Expected, expected
from handlers.curators.unanswered import gap_button, unanswered
from handlers.feedback import rate
from handlers.gate import hold_back
from handlers.guest import guest
from handlers.inline import inline
from handlers.language import language, set_language
from handlers.leads import leads
from handlers.meeting.commands import END, TIMER, end_button, meeting, timed_out
from handlers.membership import membership
from handlers.messages.keyboards import (
    BROWSE,
    CHART,
    COUNTRY,
    DEFINITION,
    EXAMPLE,
    FORGET,
    LANGUAGE,
    OFFLINE,
    PICK,
    POCKET,
    REJECTED,
    SETTINGS,
    SHOW,
    TELL,
    USEFUL,
)
from handlers.messages.texts import _
from handlers.mydata import my_data
from handlers.offline import offline, offline_button
from handlers.other import not_text, on_error, unknown_command
from handlers.pocket import TIMER as POCKET_TIMER
from handlers.pocket import look_again, pocket, pocket_button
from handlers.privacy import forget, forget_button, privacy
from handlers.procedures.clock_timers import PREFIX
from handlers.procedures.commands import (
    activate_cluster,
    procedures,
    resume,
    start_button,
)
from handlers.procedures.data import PROCEDURE, START
from handlers.procedures.press import press
from handlers.procedures.reminders import remind
from handlers.procedures.typed import say
from handlers.replying import stale_button
from handlers.start import example, help_command, start
from handlers.unkept import unkept_answer
from handlers.withheld import Withheld, withheld
from knowledge.content.base import KnowledgeBase

PRIVATE_COMMANDS: Mapping[str, str] = {
    "ask": _("Ask a question"),
    "browse": _("All topics by kind"),
    "leads": _("Who leads which cluster"),
    "chart": _("Who answers to whom, as a picture"),
    "procedures": _("Procedures, step by step"),
    "activate_cluster": _("Activate clusters, step by step"),
    "resume": _("Go on with an open procedure"),
    "chat": _("Settings of this chat"),
    "offline": _("Everything as a file, for when there is no network"),
    "pocket": _("The most needed answers, to pin"),
    "country": _("Country whose own answers come first"),
    "language": _("Language of the answers"),
    "help": _("What I can do"),
    "privacy": _("What is kept, and why"),
    "mydata": _("What is kept about you here"),
    "forget": _("Delete what is kept about you here"),
}
GROUP_COMMANDS: Mapping[str, str] = {
    **{name: text for name, text in PRIVATE_COMMANDS.items() if name != "browse"},
    "meeting": _("Open a meeting; /meeting end closes it with a recap"),
}

CURATOR_COMMANDS: Mapping[str, str] = {
    "unanswered": _("Questions without an answer"),
    "propose": _("Propose something to say"),
    "stale": _("What has to be looked at again"),
    "version": _("Which content is in force"),
    "reload": _("Read the content files again"),
    "rollback": _("Go back to the content before"),
}
"""Shown to curators only, after the others."""


def menu(commands: Mapping[str, str], knowledge: KnowledgeBase) -> Mapping[str, str]:
    """Return the commands that lead somewhere with this content: without countries none is chosen.

    Args:
        commands: Those of a kind of chat, with what they do.
        knowledge: The content.
    """
    if knowledge.countries:
        return commands
    return {name: text for name, text in commands.items() if name != "country"}


def register(application: BotApplication) -> None:
    """Add every handler. Order matters: the first that fits takes the update."""
    application.add_handler(TypeHandler(Update, hold_back), group=-1)
    said_to_bot = filters.ChatType.PRIVATE | _SaidToBot()
    new = filters.UpdateType.MESSAGE
    alone = new & filters.ChatType.PRIVATE
    application.add_handlers(
        [
            # First: what was not kept is no question, and no text for a procedure.
            MessageHandler(Withheld({*GROUP_COMMANDS, "propose"}), withheld),
            # An edited question must not run a command a second time.
            MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.TEXT, edited),
            ChatMemberHandler(membership, ChatMemberHandler.MY_CHAT_MEMBER),
            TimerHandler(timed_out, prefix=TIMER),
            CommandHandler("start", start, filters=new),
            CommandHandler("ask", ask_command, filters=new),
            CommandHandler("browse", browse, filters=new),
            CommandHandler("leads", leads, filters=new),
            CommandHandler("chart", chart, filters=new),
            CommandHandler("offline", offline, filters=new),
            CommandHandler("pocket", pocket, filters=new),
            CommandHandler("procedures", procedures, filters=new),
            CommandHandler("activate_cluster", activate_cluster, filters=new),
            CommandHandler("resume", resume, filters=new),
            CommandHandler("meeting", meeting, filters=new),
            CommandHandler("country", country, filters=new),
            CommandHandler("language", language, filters=new),
            CommandHandler(["chat", "settings"], chat, filters=new),
            CommandHandler("help", help_command, filters=new),
            CommandHandler("privacy", privacy, filters=new),
            CommandHandler("mydata", my_data, filters=new),
            CommandHandler("forget", forget, filters=new),
            CommandHandler("unanswered", unanswered, filters=alone),
            CommandHandler("propose", propose, filters=new),
            CommandHandler("stale", stale, filters=alone),
            CommandHandler("version", version, filters=alone),
            CommandHandler("reload", reload, filters=alone),
            CommandHandler("rollback", roll_back, filters=alone),
            MessageHandler(new & filters.COMMAND, unknown_command),
            InlineQueryHandler(inline),
            MessageHandler(filters.UpdateType.GUEST_MESSAGE, guest),
            CallbackQueryHandler(show_card, pattern=rf"^[{SHOW}{PICK}]:"),
            CallbackQueryHandler(show_definition, pattern=rf"^{DEFINITION}:"),
            CallbackQueryHandler(browse_button, pattern=rf"^{BROWSE}(:|$)"),
            CallbackQueryHandler(set_country, pattern=rf"^{COUNTRY}:"),
            CallbackQueryHandler(chat_button, pattern=rf"^{SETTINGS}(:|$)"),
            CallbackQueryHandler(set_language, pattern=rf"^{LANGUAGE}:"),
            CallbackQueryHandler(example, pattern=rf"^{EXAMPLE}:"),
            CallbackQueryHandler(end_button, pattern=rf"^{END}$"),
            CallbackQueryHandler(offline_button, pattern=rf"^{OFFLINE}:"),
            CallbackQueryHandler(chart_button, pattern=rf"^{CHART}:"),
            CallbackQueryHandler(pocket_button, pattern=rf"^{POCKET}:"),
            CallbackQueryHandler(press, pattern=rf"^{PROCEDURE}:"),
            CallbackQueryHandler(start_button, pattern=rf"^{START}:"),
            CallbackQueryHandler(forget_button, pattern=rf"^{FORGET}:"),
            CallbackQueryHandler(rate, pattern=rf"^[{USEFUL}{REJECTED}]:"),
            CallbackQueryHandler(watch, pattern=rf"^{TELL}:"),
            CallbackQueryHandler(gap_button, pattern=rf"^{GAPS}:"),
            CallbackQueryHandler(draft_button, pattern=rf"^{REVIEW}:[{SOURCE}{DISCARD}]:"),
            CallbackQueryHandler(review_button, pattern=rf"^{REVIEW}:[{ACCEPT}{REJECT}]:"),
            CallbackQueryHandler(stale_button),
            TimerHandler(remind, prefix=PREFIX),
            TimerHandler(answered, prefix=ANSWERED),
            TimerHandler(news, prefix=NEWS),
            TimerHandler(look_again, prefix=POCKET_TIMER),
            MessageHandler(alone & filters.TEXT & Expected(), expected),
            # An open procedure takes what is meant for it; everything else is a question.
            MessageHandler(new & filters.TEXT & said_to_bot, say),
            # Last: whatever is neither text nor a service message.
            MessageHandler(new & ~filters.TEXT & ~filters.StatusUpdate.ALL, not_text),
        ]
    )
    application.add_error_handler(on_error)
    # For delivery, which runs no handler where it cannot keep what one would say.
    application.bot_data["unkept"] = unkept_answer


class _SaidToBot(filters.MessageFilter):
    """A reply to one of the bot's own messages, or a message that names it, if it comes."""

    def filter(self, message: Message) -> bool:
        bot = message.get_bot()
        replied = message.reply_to_message
        sender = replied.from_user if replied is not None else None
        if sender is not None and sender.id == bot.id:
            return True
        names = message.parse_entities([MessageEntity.MENTION]).values()
        return f"@{bot.username}".casefold() in {name.casefold() for name in names}
