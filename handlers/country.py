"""``/country``: the country whose own leads, contacts and focal points come first in this chat."""

from telegram import Update

from handlers.administrators import refusal
from handlers.context import Context
from handlers.messages.effects import Button, Keyboard, Screen
from handlers.messages.keyboards import COUNTRY, in_rows
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.replying import may_set, pressed_message, renderer_for, renderer_of, respond
from knowledge.content.base import Country
from knowledge.content.countries import named
from knowledge.content.country_layer import find_country

COUNTRY_FIRST = _("What holds in {country} comes first and is marked.")
NONE = "none"
# As many as a message can carry with room to spare; the others are chosen by typing.
MAX_BUTTONS = 40


async def country(update: Update, context: Context) -> None:
    """Choose the country named after the command; without one, show the countries there are."""
    message = update.effective_message
    if message is None:
        return
    wanted = " ".join(context.args or ())
    renderer = renderer_for(context, message)
    if not wanted:
        respond(context, message, _screen(context, renderer))
        return
    refused = await refusal(
        context, message.chat, message.from_user, sender_chat=message.sender_chat
    )
    if refused is not None:
        respond(context, message, Screen(renderer.text(refused)))
        return
    found = find_country(context.everywhere.knowledge, wanted)
    if found is None:
        respond(context, message, _unknown(context, renderer, wanted))
        return
    context.state.choose_country(found.code)
    respond(context, message, _screen(context, renderer))


async def set_country(update: Update, context: Context) -> None:
    """Choose the country of the button, or none."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    message = await pressed_message(context, query)
    if message is None or not await may_set(context, query, message):
        return
    await query.answer()
    code = query.data.partition(":")[2]
    known = code in context.everywhere.knowledge.countries
    context.state.choose_country(code if known else None)
    screen = _screen(context, renderer_of(context, query))
    context.edit(message.chat_id, screen, message_id=message.message_id)


def _screen(context: Context, renderer: Renderer) -> Screen:
    countries = context.everywhere.knowledge.countries
    if not countries:
        return Screen(renderer.text(_("No country content is installed; answers are global.")))
    chosen = countries.get(context.country or "")
    if chosen is None:
        head = renderer.text(_("No country is chosen; answers are global."))
    else:
        text = _("Country: {country}. What holds there comes first and is marked.")
        head = renderer.text(text, country=renderer.language.of(chosen.name))
    hint = renderer.text(_("Press a button, or write the name or ISO code after /country."))
    return Screen(f"{head}\n{hint}", _buttons(tuple(countries.values()), chosen, renderer))


def _buttons(
    countries: tuple[Country, ...], chosen: Country | None, renderer: Renderer
) -> Keyboard:
    buttons = [
        Button(
            f"✓ {renderer.language.of(one.name)}"
            if one is chosen
            else renderer.language.of(one.name),
            data=f"{COUNTRY}:{one.code}",
        )
        for one in countries[:MAX_BUTTONS]
    ]
    rows = [*in_rows(buttons, 2)]
    if chosen is not None:
        clear = Button(renderer.gettext(_("Global answers only")), data=f"{COUNTRY}:{NONE}")
        rows.append((clear,))
    return tuple(rows)


def _unknown(context: Context, renderer: Renderer, wanted: str) -> Screen:
    """Say what is wrong: no such country, or none of whose own content is here."""
    name = named(wanted)
    if name is None:
        text = _("I do not know a country “{name}”. Write its name or ISO code after /country.")
        return Screen(renderer.text(text, name=wanted[:80]))
    text = _("There is no content of its own for {country}; answers stay as they are.")
    head = renderer.text(text, country=renderer.language.of(name))
    if not context.everywhere.knowledge.countries:
        return Screen(head)
    screen = _screen(context, renderer)
    return Screen(f"{head}\n\n{screen.html}", screen.keyboard)
