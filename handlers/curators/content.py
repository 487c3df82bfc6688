"""``/reload``, ``/version``, ``/rollback``, and the news of content that changed by itself."""

from collections.abc import Sequence

from telegram import Update

from handlers.chats.records import GapState, Judged
from handlers.chats.timers import TimerFired
from handlers.context import Context
from handlers.curators.roles import for_curators, log
from handlers.messages.effects import Screen
from handlers.messages.escaping import escaped
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.outside import Change
from handlers.replying import renderer_for, respond
from knowledge.text.language import Language

NEWS = "content"
"""The timer that brings news of the content."""
_MOST_PROBLEMS = 5


@for_curators
async def version(update: Update, context: Context) -> None:
    """Say which content is in force."""
    message = update.effective_message
    if message is not None:
        renderer = renderer_for(context, message)
        respond(context, message, Screen(_in_force(context, renderer)))


@for_curators
async def reload(update: Update, context: Context) -> None:
    """Read the files again; what is wrong with them is said with file and line."""
    await _changed(update, context, await context.services.content.reload(), "reload")


@for_curators
async def roll_back(update: Update, context: Context) -> None:
    """Go back to the version before; it stays until the files change or /reload is used."""
    change = await context.services.content.roll_back(update.update_id)
    await _changed(update, context, change, "rollback")


async def news(update: TimerFired, context: Context) -> None:
    """Tell a curator of content that was found changed, or that was refused."""
    language = context.state.language or context.state.news_language or Language.ENGLISH
    renderer = renderer_for(context, None, language)
    problems = update.data["problems"].splitlines()
    lines = _refused(renderer, problems) if problems else [_live(context, renderer)]
    solved = 0 if problems else await settle(context)
    context.send(update.chat_id, Screen("\n".join((*lines, *_solved(renderer, solved)))))


async def settle(context: Context) -> int:
    """Close the gaps that content was written for and that find it now; return how many."""
    found = 0
    for gap in await context.services.desk.gaps({GapState.PENDING}):
        parts = context.services.local.ask(gap.question).parts
        entries = [part.card.entry for part in parts]
        if entries and gap.entry in {None, *entries}:
            context.keep(Judged(gap.id, GapState.SOLVED, gap.entry or entries[0]))
            found += 1
    return found


async def _changed(update: Update, context: Context, change: Change | None, action: str) -> None:
    message = update.effective_message
    if message is None:
        return
    renderer = renderer_for(context, message)
    if change is None:
        respond(context, message, Screen(renderer.text(_("There is no version before this."))))
        return
    if change.problems:
        lines = _refused(renderer, [str(problem) for problem in change.problems])
        respond(context, message, Screen("\n".join(lines)))
        return
    log(context, update, action, change.version)
    unchanged = renderer.text(_("Nothing has changed."))
    head = _live(context, renderer) if change.swapped else unchanged
    solved = await settle(context)
    respond(context, message, Screen("\n".join((head, *_solved(renderer, solved)))))


def _live(context: Context, renderer: Renderer) -> str:
    return "\n".join((renderer.text(_("New content is live.")), _in_force(context, renderer)))


def _in_force(context: Context, renderer: Renderer) -> str:
    # What is in force now, which may be newer than what this update began with.
    knowledge = context.services.assistant.knowledge
    text = renderer.text(
        _("Content {version}: {entries} entries from {documents} documents."),
        version=knowledge.version,
        entries=str(len(knowledge.entries)),
        documents=str(len(knowledge.documents)),
    )
    if knowledge.copied is None:
        return text
    copied = renderer.text(_("Offline copy of {date}"), date=knowledge.copied)
    return f"{text}\n{copied}"


def _refused(renderer: Renderer, problems: Sequence[str]) -> list[str]:
    head = renderer.text(_("The content files cannot be used; the last good content stays."))
    lines = [f"• {escaped(problem)}" for problem in problems[:_MOST_PROBLEMS]]
    if len(problems) > _MOST_PROBLEMS:
        more = renderer.text(_("and {number} more"), number=str(len(problems) - _MOST_PROBLEMS))
        lines.append(more)
    return [f"<b>{head}</b>", *lines]


def _solved(renderer: Renderer, number: int) -> list[str]:
    if not number:
        return []
    return [renderer.text(_("Questions answered by it: {number}"), number=str(number))]
