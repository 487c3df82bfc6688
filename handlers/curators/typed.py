"""What a curator types after a button asked for it; everything else is a question."""

from telegram import Message, Update
from telegram.ext import filters

from handlers.context import Context, current_turn
from handlers.curators.propose import SOURCE_OF, take_source
from handlers.curators.roles import is_curator
from handlers.curators.unanswered import ALIAS_OF, take_name
from handlers.procedures.typed import asks, say
from knowledge.privacy.sensitive import Sensitive, sensitive


class Expected(filters.MessageFilter):
    """A text in a chat in which one is expected; a question or a case of abuse never is."""

    def filter(self, message: Message) -> bool:
        """Return whether a text may be what is expected."""
        text = message.text or ""
        if current_turn.get().state.expecting is None or asks(text):
            return False
        return sensitive(text) is not Sensitive.CASE


async def expected(update: Update, context: Context) -> None:
    """Take a text as what was asked for; as a question, if nobody waits for it any more."""
    message = update.effective_message
    expecting = context.state.expecting or ""
    taken = False
    if message is not None and is_curator(context, update.effective_user):
        if expecting.startswith(SOURCE_OF):
            id_ = expecting.removeprefix(SOURCE_OF)
            taken = await take_source(update, context, message, id_)
        elif expecting.startswith(ALIAS_OF):
            id_ = expecting.removeprefix(ALIAS_OF)
            taken = await take_name(update, context, message, id_)
    if not taken:
        context.state.expecting = None
        await say(update, context)
