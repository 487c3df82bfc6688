"""``/chat``: what is chosen for this chat, on one message that is edited in place."""

import asyncio

from telegram import Message, Update

from handlers.administrators import refusal
from handlers.chat_screen import AUTOMATIC, ChatScreen, Choosable
from handlers.chats.places import is_group
from handlers.chats.time_zones import find_zone, is_zone
from handlers.context import Context
from handlers.messages.effects import Screen
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.replying import STALE, may_set, pressed_message, renderer_for, renderer_of, respond
from knowledge.answering.audience import NAMES
from knowledge.answering.terms import Term
from knowledge.models import Situation
from knowledge.text.language import Language


async def chat(update: Update, context: Context) -> None:
    """Show what is chosen for the chat; with the name of a city, choose its time zone."""
    message = update.effective_message
    if message is None:
        return
    renderer = renderer_for(context, message)
    wanted = " ".join(context.args or ())
    if not wanted:
        respond(context, message, _screens(context, renderer, message).main())
        return
    sender_chat = message.sender_chat
    refused = await refusal(context, message.chat, message.from_user, sender_chat=sender_chat)
    if refused is not None:
        respond(context, message, Screen(renderer.text(refused)))
        return
    # The first search in a process reads the names of every zone.
    zone = await asyncio.to_thread(find_zone, wanted)
    if zone is None:
        text = _("I do not know a city or time zone “{name}”. Example: /chat Kabul")
        respond(context, message, Screen(renderer.text(text, name=wanted[:80])))
    else:
        _choose(context, Choosable.ZONE, zone)
        respond(context, message, _screens(context, renderer, message).main())


async def chat_button(update: Update, context: Context) -> None:
    """Go to a list of choices, or choose."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    message = await pressed_message(context, query)
    if message is None or not await may_set(context, query, message):
        return
    _prefix, _colon, path = query.data.partition(":")
    what, _colon, value = path.partition(":")
    if what not in set(Choosable) | {""} or (value and not _choose(context, what, value)):
        await query.answer(renderer_of(context, query).gettext(STALE), show_alert=True)
        return
    await query.answer()
    # What was chosen may be the language.
    screens = _screens(context, renderer_of(context, query), message)
    settings = context.state.settings
    if what == Choosable.REMINDERS and settings.reminders and settings.time_zone is None:
        what, value = Choosable.ZONE, ""
    screen = screens.choices(Choosable(what)) if what and not value else screens.main()
    context.edit(message.chat_id, screen, message_id=message.message_id)


def _screens(context: Context, renderer: Renderer, message: Message) -> ChatScreen:
    countries = context.everywhere.knowledge.countries
    group = is_group(message.chat)
    return ChatScreen(
        renderer, context.state, countries, country=context.country, now=context.now(), group=group
    )


def _choose(context: Context, what: str, value: str) -> bool:
    """Choose something; return False if there is no such choice."""
    state = context.state
    unset = value == AUTOMATIC
    match what:
        case Choosable.LANGUAGE if unset or value in set(Language):
            state.language = None if unset else Language(value)
        case Choosable.COUNTRY if unset or value in context.everywhere.knowledge.countries:
            state.choose_country(None if unset else value)
        case Choosable.TERM if unset or value in set(Term):
            state.settings = state.settings.but(term=None if unset else Term(value))
        case Choosable.SITUATION if unset or value in set(NAMES):
            state.choose_situation(None if unset else Situation(value))
        case Choosable.ZONE if unset or is_zone(value):
            state.settings = state.settings.but(time_zone=None if unset else value)
        case Choosable.DRIVING | Choosable.NAMES | Choosable.REMINDERS if value in {"0", "1"}:
            state.settings = state.settings.but(**{what: value == "1"})
        case _:
            return False
    return True
