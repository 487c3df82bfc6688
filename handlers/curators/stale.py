"""``/stale``: what of the content has to be looked at again."""

from collections.abc import Sequence

from telegram import Update

from handlers.context import Context
from handlers.curators.roles import for_curators
from handlers.messages.effects import Screen
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.replying import renderer_for, respond
from knowledge.models import Entry
from knowledge.quality.health import stale_documents, to_check_before_use

_MOST = 10


@for_curators
async def stale(update: Update, context: Context) -> None:
    """List old documents, entries that warn of themselves, and those that answered nobody."""
    message = update.effective_message
    if message is None:
        return
    renderer = renderer_for(context, message)
    knowledge = context.local.knowledge
    reached = await context.services.desk.reached()
    old = [
        f"{renderer.language.of(document.title)} ({document.checked})"
        for document in stale_documents(knowledge, context.today())
    ]
    cautious = _names(renderer, to_check_before_use(knowledge))
    unreached = _names(renderer, [e for e in knowledge.entries.values() if e.id not in reached])
    blocks = (
        _block(renderer, _("Last read more than a year ago: {number}"), old),
        _block(renderer, _("Tell their readers to check before use: {number}"), cautious),
        _block(renderer, _("Answered nobody in the last year: {number}"), unreached),
    )
    respond(context, message, Screen("\n\n".join(blocks)))


def _names(renderer: Renderer, entries: Sequence[Entry]) -> list[str]:
    return [renderer.language.of(entry.name) for entry in entries]


def _block(renderer: Renderer, head: str, lines: Sequence[str]) -> str:
    title = renderer.text(head, number=str(len(lines)))
    shown = [renderer.text("{line}", line=f"– {line}") for line in lines[:_MOST]]
    if len(lines) > _MOST:
        shown.append(renderer.text(_("and {number} more"), number=str(len(lines) - _MOST)))
    return "\n".join((f"<b>{title}</b>", *shown))
