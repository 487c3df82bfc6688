"""``/browse``: all topics by kind, one screen edited in place."""

from telegram import Message, Update

from handlers.context import Context
from handlers.messages.effects import Button, Screen
from handlers.messages.keyboards import BROWSE, SHOW, card_data, in_rows
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.replying import STALE, renderer_for, renderer_of, respond
from knowledge.models import Card, Entry, Kind

PAGE = 8
KINDS = {
    Kind.CLUSTER: _("Clusters"),
    Kind.ROLE: _("Roles"),
    Kind.BODY: _("Bodies"),
    Kind.PROCEDURE: _("Procedures"),
    Kind.FUND: _("Funds"),
    Kind.PLAN: _("Appeals and plans"),
    Kind.ORGANISATION: _("Organisations"),
    Kind.CONCEPT: _("Concepts"),
    Kind.DOCUMENT: _("Documents"),
}


async def browse(update: Update, context: Context) -> None:
    """Show the kinds of topics."""
    message = update.effective_message
    if message is not None:
        respond(context, message, kinds_screen(renderer_for(context, message)))


async def browse_button(update: Update, context: Context) -> None:
    """Go to the kinds, to a page of one kind, or to an entry."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    renderer = renderer_of(context, query)
    screen = _screen(context, renderer, query.data.split(":")[1:])
    if screen is None or not isinstance(query.message, Message):
        await query.answer(renderer.gettext(STALE), show_alert=True)
        return
    await query.answer()
    context.edit(query.message.chat_id, screen, message_id=query.message.message_id)


def kinds_screen(renderer: Renderer) -> Screen:
    """Return the first screen: one button a kind."""
    buttons = [
        Button(renderer.gettext(title), data=f"{BROWSE}:{kind}:0") for kind, title in KINDS.items()
    ]
    return Screen(renderer.text(_("What are you looking for?")), in_rows(buttons, 3))


def _screen(context: Context, renderer: Renderer, path: list[str]) -> Screen | None:
    entries = context.assistant.knowledge.entries
    match path:
        case []:
            return kinds_screen(renderer)
        case ["e", entry_id] if entry_id in entries:
            return _entry_screen(context, renderer, entries[entry_id])
        case [kind, page] if kind in set(Kind) and page.isdecimal():
            return _kind_screen(context, renderer, Kind(kind), int(page))
        case _:
            return None


def _kind_screen(context: Context, renderer: Renderer, kind: Kind, page: int) -> Screen | None:
    found = [e for e in context.assistant.knowledge.entries.values() if e.kind == kind]
    last = max(len(found) - 1, 0) // PAGE
    if page > last:
        return None
    shown = found[page * PAGE : (page + 1) * PAGE]
    name = context.assistant.composer.name
    rows: list[tuple[Button, ...]] = [
        (Button(name(entry, renderer.language), data=f"{BROWSE}:e:{entry.id}"),) for entry in shown
    ]
    head = renderer.gettext(KINDS[kind])
    if last:
        head = f"{head} ({page + 1}/{last + 1})"
    rows.append(_pages(renderer, kind, page, last))
    return Screen(renderer.text("{head}", head=head), tuple(rows))


def _pages(renderer: Renderer, kind: Kind, page: int, last: int) -> tuple[Button, ...]:
    row = [Button(renderer.gettext(_("Back")), data=BROWSE)]
    if page:
        row.append(Button(renderer.gettext(_("Previous")), data=f"{BROWSE}:{kind}:{page - 1}"))
    if page < last:
        row.append(Button(renderer.gettext(_("Next")), data=f"{BROWSE}:{kind}:{page + 1}"))
    return tuple(row)


def _entry_screen(context: Context, renderer: Renderer, entry: Entry) -> Screen:
    knowledge = context.assistant.knowledge
    buttons = [
        Button(
            renderer.language.of(knowledge.vocabulary.facets[facet].title),
            data=card_data(SHOW, Card(entry.id, facet)),
        )
        for facet in knowledge.facets_of(entry)
    ]
    rows = in_rows(buttons, 2)
    back = Button(renderer.gettext(_("Back")), data=f"{BROWSE}:{entry.kind}:0")
    name = context.assistant.composer.name(entry, renderer.language)
    return Screen(renderer.text("{name}", name=name), (*rows, (back,)))
