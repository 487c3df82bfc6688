"""``/start``, ``/help`` and the example questions."""

from collections.abc import Sequence

from telegram import Update
from telegram.constants import ChatType

from handlers.cards import card_screen
from handlers.chats.places import asker_of, is_group, thread_of
from handlers.context import Context
from handlers.finding import remember
from handlers.membership import INTRODUCTION
from handlers.messages.effects import Button, Screen
from handlers.messages.keyboards import BROWSE, EXAMPLE, card_of
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.observed import observed
from handlers.observer import Surface
from handlers.replying import pressed_message, renderer_for, renderer_of, respond, screen_of
from handlers.sensitive import REPORT, report_screen
from knowledge.content.base import Country

EXAMPLES = (
    _("Who leads the Nutrition Cluster?"),
    _("How is a cluster activated?"),
    _("Who can apply for CERF money?"),
)


async def start(update: Update, context: Context) -> None:
    """Say what the bot does, with three examples; or open what a deep link names."""
    message = update.effective_message
    asker = asker_of(message) if message is not None else None
    if message is None or asker is None:
        return
    renderer = renderer_for(context, message)
    parameter = context.args[0] if context.args else ""
    if parameter == REPORT:
        respond(context, message, report_screen(renderer))
        return
    entry, _dash, facet = parameter.partition("--")
    card = card_of(context.assistant, entry, facet)
    if card is not None:
        screen = card_screen(context, renderer, card, asker=asker, message=message, asked=message)
        respond(context, message, screen)
        return
    if is_group(message.chat):
        respond(context, message, _begun(renderer, [*map(renderer.text, INTRODUCTION)]))
        return
    respond(context, message, _welcome(renderer, context.assistant.knowledge.country))


def _welcome(renderer: Renderer, country: Country | None) -> Screen:
    """Return the first message in private: what it does, a line on privacy, three examples."""
    lines = [
        _("I answer questions about humanitarian coordination from five documents."),
        _("Every answer names its source. Where they are silent, I say so."),
        _(
            "Privacy: messages are deleted once answered; questions without an answer are kept "
            "for 30 days, without who asked. More: /privacy"
        ),
        "",
        # The examples are the buttons below.
        _("Ask in your own words, in Chinese or English. For example:"),
    ]
    texts = [renderer.text(line) if line else "" for line in lines]
    if country is not None:
        text = _("What holds in {country} comes first and is marked; /country changes that.")
        texts.insert(2, renderer.text(text, country=renderer.language.of(country.name)))
    return _begun(renderer, texts)


def _begun(renderer: Renderer, lines: Sequence[str]) -> Screen:
    """Return lines with the examples below them."""
    examples = tuple(
        (Button(renderer.gettext(example), data=f"{EXAMPLE}:{number}"),)
        for number, example in enumerate(EXAMPLES)
    )
    topics = (Button(renderer.gettext(_("All topics")), data=BROWSE),)
    return Screen("\n".join(lines), (*examples, topics))


async def example(update: Update, context: Context) -> None:
    """Answer an example question as if it had been typed."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    message = await pressed_message(context, query)
    if message is None:
        return
    await query.answer()
    number = query.data.partition(":")[2]
    renderer = renderer_of(context, query)
    if not (number.isdecimal() and int(number) < len(EXAMPLES)):
        return
    question = renderer.gettext(EXAMPLES[int(number)])
    group = is_group(message.chat)
    surface = Surface.GROUP if group else Surface.PRIVATE
    reply = context.ask(question, surface=surface, language=renderer.language)
    person = context.person(query.from_user.id)
    remember(context, person, reply, asked=message.message_id)
    screen = screen_of(context, message.chat, reply, renderer)
    screen = observed(context, message, question, reply, screen)
    context.send(message.chat_id, screen, thread_id=thread_of(message), silent=group)


async def help_command(update: Update, context: Context) -> None:
    """List what works in this kind of chat."""
    message = update.effective_message
    if message is None:
        return
    renderer = renderer_for(context, message)
    private = message.chat.type == ChatType.PRIVATE
    settings = _SETTINGS_COUNTRY if context.everywhere.knowledge.countries else _SETTINGS
    texts = (*(_HELP_PRIVATE if private else _HELP_GROUP), settings)
    lines = [renderer.text(line) for line in texts]
    if private:
        lines.append(renderer.text(_("Edit your question and the answer changes with it.")))
    user = message.from_user
    if private and user is not None and user.id in context.services.curators:
        lines.append(renderer.text(_HELP_CURATOR))
    respond(context, message, Screen("\n".join(lines)))


_HELP_ASK = _("/ask – ask a question")
_HELP_EVERYWHERE = (
    _("/leads – who leads which cluster"),
    _("/chart – who answers to whom, as a picture; /chart HC shows where the HC stands"),
    _("/offline – everything as a file; /pocket – the most needed answers, to pin"),
    _("/procedures – procedures, step by step; /activate_cluster starts one, /resume goes on"),
    _("/privacy – what is kept; /mydata – what is kept about you; /forget – delete it"),
)
_HELP_PRIVATE = (
    _("Write your question, with or without abbreviations; typing errors are fine."),
    _HELP_ASK,
    _("/browse – all topics by kind"),
    *_HELP_EVERYWHERE,
)
_HELP_GROUP = (
    _("In a group I answer /ask and replies to my messages, nothing else."),
    _HELP_ASK,
    _("/meeting – take down what is asked; /meeting end closes with a recap"),
    *_HELP_EVERYWHERE,
)
_SETTINGS = _("/chat – settings: situation, terms, time zone; /language directly")
_SETTINGS_COUNTRY = _(
    "/chat – settings: situation, terms, time zone; /country and /language directly"
)
_HELP_CURATOR = _("For curators: /unanswered, /propose, /stale, /version, /reload, /rollback")
