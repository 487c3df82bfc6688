"""The queue of questions without an answer, as it is shown to curators."""

from collections.abc import Sequence
from datetime import UTC, datetime

from handlers.chats.records import GapState, Reason
from handlers.curators.data import AGAIN, ALIAS, GAPS, LIST, NAMED, OPEN, OUT, SOLVED, WRITE
from handlers.messages.effects import Button, Keyboard, Screen
from handlers.messages.escaping import escaped
from handlers.messages.keyboards import in_rows
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.outside import Gap
from knowledge.models import Entry

PAGE = 8
_MOST_WORDINGS = 5

_REASONS = {
    Reason.MISS: _("Nothing was found."),
    Reason.HEDGE: _("Choices were offered."),
    Reason.REJECTED: _("The answer was not what was asked."),
}
_STATES = {
    GapState.NEW: _("new"),
    GapState.PENDING: _("content is being written"),
    GapState.SOLVED: _("solved"),
    GapState.OUT_OF_SCOPE: _("out of scope"),
}


def list_screen(renderer: Renderer, found: Sequence[Gap], page: int) -> Screen:
    """Return a page of the queue: a line and a numbered button a question."""
    if not found:
        return Screen(renderer.text(_("No question waits for an answer.")))
    last = (len(found) - 1) // PAGE
    page = min(page, last)
    shown = found[page * PAGE : (page + 1) * PAGE]
    head = renderer.text(_("Questions without an answer: {number}"), number=str(len(found)))
    lines = [
        f"{number}. {_line(renderer, gap)}"
        for number, gap in enumerate(shown, start=page * PAGE + 1)
    ]
    buttons = [
        Button(str(number), data=f"{GAPS}:{OPEN}:{gap.id}")
        for number, gap in enumerate(shown, start=page * PAGE + 1)
    ]
    rows = in_rows(buttons, 4)
    return Screen("\n".join((f"<b>{head}</b>", *lines)), (*rows, *_pages(renderer, page, last)))


def gap_screen(renderer: Renderer, gap: Gap, near: Sequence[Entry], name: str) -> Screen:
    """Return one question with what can be done about it.

    Args:
        renderer: In the curator's language.
        gap: The question.
        near: Entries that may be meant.
        name: The name of the entry where the answer stands or will stand, if there is one.
    """
    day = datetime.fromtimestamp(gap.first_asked, UTC).date().isoformat()
    asked = renderer.text(
        _("Asked {count} times since {date}; {waiting} want to be told."),
        count=str(gap.count),
        date=day,
        waiting=str(gap.waiting),
    )
    state = renderer.text(_("State: {state}"), state=renderer.gettext(_STATES[gap.state]))
    others = [f"– {escaped(one)}" for one in gap.wordings[1:_MOST_WORDINGS]]
    lines = (
        f"<b>{escaped(gap.question)}</b>",
        *others,
        asked,
        renderer.text(_REASONS[gap.reason]),
        f"{state} ({escaped(name)})" if name else state,
    )
    return Screen("\n".join(lines), _actions(renderer, gap, near))


def _actions(renderer: Renderer, gap: Gap, near: Sequence[Entry]) -> Keyboard:
    def button(text: str, action: str) -> Button:
        return Button(renderer.gettext(text), data=f"{GAPS}:{action}:{gap.id}")

    back = (Button(renderer.gettext(_("Back")), data=f"{GAPS}:{LIST}:0"),)
    if gap.state in {GapState.SOLVED, GapState.OUT_OF_SCOPE}:
        return ((button(_("Open again"), AGAIN),), back)
    alias = renderer.gettext(_("Another way to ask for {name}"))
    aliases = tuple(
        (
            Button(
                alias.format(name=renderer.language.of(entry.name)),
                data=f"{GAPS}:{ALIAS}:{gap.id}:{entry.id}",
            ),
        )
        for entry in near
    )
    return (
        *aliases,
        (button(_("Another way to ask for …"), NAMED),),
        (button(_("Needs content"), WRITE), button(_("Out of scope"), OUT)),
        (button(_("Solved"), SOLVED),),
        back,
    )


def _line(renderer: Renderer, gap: Gap) -> str:
    parts = [escaped(gap.question), f"{gap.count}×"]
    if gap.state is not GapState.NEW:
        parts.append(renderer.text(_STATES[gap.state]))
    if gap.waiting:
        parts.append(renderer.text(_("{number} wait"), number=str(gap.waiting)))
    return " · ".join(parts)


def _pages(renderer: Renderer, page: int, last: int) -> Keyboard:
    row = []
    if page:
        row.append(Button(renderer.gettext(_("Previous")), data=f"{GAPS}:{LIST}:{page - 1}"))
    if page < last:
        row.append(Button(renderer.gettext(_("Next")), data=f"{GAPS}:{LIST}:{page + 1}"))
    return (tuple(row),) if row else ()
