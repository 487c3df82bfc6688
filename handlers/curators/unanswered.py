"""``/unanswered``: curators work through the questions that found no answer."""

from dataclasses import replace

from telegram import Message, Update

from handlers.chats.records import GapState, Judged
from handlers.context import Context
from handlers.curators.data import AGAIN, ALIAS, LIST, NAMED, OPEN, OUT, SOLVED, WRITE
from handlers.curators.gap_screens import gap_screen, list_screen
from handlers.curators.roles import for_curators, log
from handlers.messages.effects import File, Screen, SendFile
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.outside import Gap
from handlers.replying import STALE, renderer_for, renderer_of, respond
from knowledge.content.patches import alias_patch
from knowledge.models import Entry

ALIAS_OF = "alias:"
"""What the chat expects, before the id of the gap."""
_WAITING = (GapState.NEW, GapState.PENDING)
_MOST_NEAR = 3
_DECISIONS = {
    WRITE: GapState.PENDING,
    OUT: GapState.OUT_OF_SCOPE,
    SOLVED: GapState.SOLVED,
    AGAIN: GapState.NEW,
}


@for_curators
async def unanswered(update: Update, context: Context) -> None:
    """Show the queue."""
    message = update.effective_message
    if message is not None:
        found = await context.services.desk.gaps(_WAITING)
        respond(context, message, list_screen(renderer_for(context, message), found, 0))


@for_curators
async def gap_button(update: Update, context: Context) -> None:
    """Show a page of the queue or a question of it, or do something about the question."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    renderer = renderer_of(context, query)
    screen = await _pressed(update, context, renderer, query.data.split(":")[1:])
    if screen is None or not isinstance(query.message, Message):
        await query.answer(renderer.gettext(STALE), show_alert=True)
        return
    await query.answer()
    context.edit(query.message.chat_id, screen, message_id=query.message.message_id)


async def take_name(update: Update, context: Context, message: Message, id_: str) -> bool:
    """Take a text as the name of the entry that a question asks for.

    Returns:
        Whether the question is still in the queue.
    """
    gap = await context.services.desk.gap(id_)
    if gap is None:
        return False
    renderer = renderer_for(context, message)
    found = _entries(context, message.text or "")
    if not found:
        text = _("I know no entry of this name. Write another name, or /unanswered.")
        respond(context, message, Screen(renderer.text(text)))
        return True
    context.state.expecting = None
    respond(context, message, await _alias(update, context, renderer, gap, found[0]))
    return True


async def _pressed(
    update: Update, context: Context, renderer: Renderer, path: list[str]
) -> Screen | None:
    desk = context.services.desk
    match path:
        case [action, page] if action == LIST and page.isdecimal():
            return list_screen(renderer, await desk.gaps(_WAITING), int(page))
        case [action, id_, *rest] if (gap := await desk.gap(id_)) is not None:
            if action == ALIAS:
                entry = context.local.knowledge.entries.get("".join(rest))
                if entry is None:
                    return None
                return await _alias(update, context, renderer, gap, entry)
            return _act(update, context, renderer, gap, action)
        case _:
            return None


def _act(
    update: Update, context: Context, renderer: Renderer, gap: Gap, action: str
) -> Screen | None:
    if action == NAMED:
        context.state.expecting = f"{ALIAS_OF}{gap.id}"
        return Screen(renderer.text(_("Write the name of the entry that it asks for.")))
    if action == OPEN:
        return _shown(context, renderer, gap)
    state = _DECISIONS.get(action)
    return None if state is None else _judged(update, context, renderer, gap, state)


def _judged(
    update: Update,
    context: Context,
    renderer: Renderer,
    gap: Gap,
    state: GapState,
    entry: Entry | None = None,
) -> Screen:
    id_ = entry.id if entry is not None else gap.entry
    context.keep(Judged(gap.id, state, id_))
    log(context, update, f"gap_{state}", gap.id)
    waiting = gap.waiting if state in _WAITING else 0
    return _shown(context, renderer, replace(gap, state=state, entry=id_, waiting=waiting))


async def _alias(
    update: Update, context: Context, renderer: Renderer, gap: Gap, entry: Entry
) -> Screen:
    """Send the patch that makes an entry known by a question; return the question as it is now."""
    text = alias_patch(entry, gap.question, today=context.today())
    name = f"alias-{gap.id}.yaml"
    await context.services.content.put_aside(name, text)
    hint = _(
        "Put this into the content. Once it is loaded and the question finds its answer, "
        "whoever asked is told."
    )
    if update.effective_chat is not None:
        file = File(name, text.encode())
        context.work.add(SendFile(update.effective_chat.id, file, Screen(renderer.text(hint))))
    return _judged(update, context, renderer, gap, GapState.PENDING, entry)


def _shown(context: Context, renderer: Renderer, gap: Gap) -> Screen:
    named = context.local.knowledge.entries.get(gap.entry or "")
    name = renderer.language.of(named.name) if named is not None else ""
    return gap_screen(renderer, gap, _entries(context, gap.question)[:_MOST_NEAR], name)


def _entries(context: Context, text: str) -> list[Entry]:
    """Return the entries that a text may be about, the likeliest first."""
    reply = context.local.ask(text)
    cards = [part.card for part in reply.parts] or [choice.card for choice in reply.choices]
    known = context.local.knowledge.entries
    return [known[entry] for entry in dict.fromkeys(card.entry for card in cards)]
