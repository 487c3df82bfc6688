"""``/start``, ``/help``, ``/privacy`` and the example questions."""

from telegram import Message, Update
from telegram.constants import ChatType

from handlers.ask import renderer_for, respond
from handlers.cards import renderer_of
from handlers.context import Context
from handlers.effects import Button, Screen
from handlers.keyboards import BROWSE, EXAMPLE, card_of
from handlers.observer import Surface
from handlers.render import Renderer
from handlers.texts import _

EXAMPLES = (
    _("Who leads the Nutrition Cluster?"),
    _("How is a cluster activated?"),
    _("Who can apply for CERF money?"),
)


async def start(update: Update, context: Context) -> None:
    """Say what the bot does, with three examples; or open what a deep link names."""
    message = update.effective_message
    if message is None:
        return
    renderer = renderer_for(context, message)
    entry, _dash, facet = (context.args[0] if context.args else "").partition("--")
    card = card_of(context.assistant, entry, facet)
    if card is not None:
        reply = context.assistant.show(card, renderer.language)
        respond(context, message, renderer.answer(reply.parts))
        return
    respond(context, message, welcome(renderer))


def welcome(renderer: Renderer) -> Screen:
    """Return the first message: what it does, three examples, a line on privacy."""
    lines = (
        renderer.text(
            _("I answer questions about humanitarian coordination from five documents.")
        ),
        renderer.text(_("Every answer names its source. Where they are silent, I say so.")),
        renderer.text(_("Ask in your own words, in Chinese or English. For example:")),
        "",
        renderer.text(_("Privacy: I keep no message and no name. More: /privacy")),
    )
    examples = tuple(
        (Button(renderer.gettext(example), data=f"{EXAMPLE}:{number}"),)
        for number, example in enumerate(EXAMPLES)
    )
    topics = (Button(renderer.gettext(_("All topics")), data=BROWSE),)
    return Screen("\n".join(lines), (*examples, topics))


async def example(update: Update, context: Context) -> None:
    """Answer an example question as if it had been typed."""
    query = update.callback_query
    if query is None or query.data is None or not isinstance(query.message, Message):
        return
    await query.answer()
    number = query.data.partition(":")[2]
    renderer = renderer_of(context, query)
    if not (number.isdecimal() and int(number) < len(EXAMPLES)):
        return
    question = renderer.gettext(EXAMPLES[int(number)])
    reply = context.ask(question, surface=Surface.PRIVATE, language=renderer.language)
    person = context.state.person(query.from_user.id)
    if reply.topic is not None:
        person.talks_about(reply.topic, context.now())
    context.send(query.message.chat_id, renderer.reply(reply))


async def help_command(update: Update, context: Context) -> None:
    """List what works in this kind of chat."""
    message = update.effective_message
    if message is None:
        return
    renderer = renderer_for(context, message)
    private = message.chat.type == ChatType.PRIVATE
    lines = [renderer.text(line) for line in (_HELP_PRIVATE if private else _HELP_GROUP)]
    user = message.from_user
    if private and user is not None and user.id in context.services.curators:
        lines.append(renderer.text(_HELP_CURATOR))
    respond(context, message, Screen("\n".join(lines)))


_HELP_PRIVATE = (
    _("Write your question, with or without abbreviations; typing errors are fine."),
    _("/ask – ask a question"),
    _("/browse – all topics by kind"),
    _("/leads – who leads which cluster"),
    _("/procedures – procedures, step by step; /activate_cluster starts one, /resume goes on"),
    _("/forget – delete what was entered"),
    _("/chat – settings: situation, terms, time zone; /country and /language directly"),
    _("/privacy – what is kept"),
    _("Edit your question and the answer changes with it."),
)
_HELP_GROUP = (
    _("In a group I answer /ask and replies to my messages, nothing else."),
    _("/ask – ask a question"),
    _("/meeting – take down what is asked; /meeting end closes with a recap"),
    _("/leads – who leads which cluster"),
    _("/procedures – procedures, step by step; /activate_cluster starts one, /resume goes on"),
    _("/forget – delete what was entered"),
    _("/chat – settings: situation, terms, time zone; /country and /language directly"),
    _("/privacy – what is kept"),
)

_HELP_CURATOR = _("For curators: /unanswered, /propose, /stale, /version, /reload, /rollback")


async def privacy(update: Update, context: Context) -> None:
    """Say what is kept, for how long and why."""
    message = update.effective_message
    if message is None:
        return
    renderer = renderer_for(context, message)
    respond(context, message, Screen("\n".join(renderer.text(line) for line in _PRIVACY)))


_PRIVACY = (
    _(
        "Kept: what is chosen for this chat in /chat, and for ten minutes the topic you asked "
        "about."
    ),
    _("Your message is deleted as soon as it is answered, after 24 hours at the latest."),
    _(
        "Questions without an answer are kept for 30 days for those who look after the content: "
        "without who asked, and without names and numbers as far as rules can find them."
    ),
    _("Counted: which answers were given and found useful; not who got them."),
    _("Never kept: names, phone numbers, places, files."),
    _(
        "A procedure keeps what is entered in it until its papers are sent, it is left, or "
        "/forget is used; it never keeps who pressed what."
    ),
    _("A meeting keeps the questions asked in it until its recap, for 12 hours at most."),
    _("Please do not send names or other data of people in need: I do not need them."),
    _("Messages pass through Telegram, which has its own rules."),
)
