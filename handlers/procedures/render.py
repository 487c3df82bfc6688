"""Make the message of a procedure from what is to be shown."""

from collections.abc import Iterator

from handlers.messages.effects import Keyboard, Screen
from handlers.messages.escaping import escaped
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.procedures.buttons import Buttons
from handlers.procedures.state import Awaiting, OpenProcedure, Wanted
from handlers.procedures.texts import ASPECTS, STAGES
from handlers.procedures.times import Times
from knowledge.content.base import KnowledgeBase
from knowledge.guided.models import AspectKind, Stage
from knowledge.guided.run import Status
from knowledge.guided.view import ChoiceKind, StepChoice, View

OPEN_LINES = 5
_VALUE = 60
"""How much of what was entered is shown on its line."""
_BAR = 10


class ProcedureRenderer:
    """Renders the screens of procedures in one language."""

    def __init__(self, renderer: Renderer, knowledge: KnowledgeBase, times: Times) -> None:
        self._renderer = renderer
        self._knowledge = knowledge
        self._times = times

    def screen(
        self,
        view: View,
        opened: OpenProcedure,
        *,
        notice: str | None = None,
        awaiting: Awaiting | None = None,
        group: bool = False,
        choosable: bool = False,
        reminders: bool = False,
    ) -> Screen:
        """Return the message.

        Args:
            view: What is to be shown.
            opened: What was chosen for the procedure.
            notice: Something to be said first, an interface text.
            awaiting: A text that is being asked for; its question then stands at the end.
            group: Whether the chat is a group.
            choosable: Whether it can be chosen here who may press.
            reminders: Whether the chat wants reminders.
        """
        buttons = Buttons(self._renderer, self._knowledge, view, opened)
        blocks = [f"<i>{self._renderer.text(notice)}</i>"] if notice else []
        blocks.append(self._head(view))
        if view.limits:
            blocks.append("\n".join(self._times.limit(limit) for limit in view.limits))
        keyboard: Keyboard
        if view.status is Status.PAUSED:
            blocks.append(self._text(_("Paused at this step. /resume goes on.")))
            keyboard = buttons.paused()
        elif view.status is Status.CLOSING:
            blocks.append(self._closing(view, keep=opened.keep))
            keyboard = buttons.closing()
        elif view.status is Status.CLOSED:
            blocks.append(self._text(_("Closed. What was entered is deleted.")))
            keyboard = ()
        else:
            blocks += self._step(view)
            keyboard = buttons.step(choosable=choosable, reminders=reminders)
        if awaiting is not None and view.status is Status.OPEN:
            blocks.append(self._question(view, awaiting, group=group))
            keyboard = buttons.awaiting(awaiting)
        return Screen("\n\n".join(blocks), keyboard)

    def place(self, view: View) -> str:
        """Return where it stands in a few words, not yet escaped."""
        text = self._renderer.gettext(STAGES[view.stage])
        return text.format(number=view.number, total=view.total)

    def _text(self, message: str, **values: str) -> str:
        return self._renderer.text(message, **values)

    def _head(self, view: View) -> str:
        return (
            f"<b>{escaped(view.procedure)}</b> · {escaped(self.place(view))}\n"
            f"{_bar(view)}\n<b>{escaped(view.title)}</b>"
        )

    def _step(self, view: View) -> Iterator[str]:
        lines = [escaped(line) for line in view.do]
        lines += [self._choice(number, choice) for number, choice in enumerate(view.choices, 1)]
        aspects = [self._text(ASPECTS[kind], text=text) for kind, text in view.aspects]
        # Whose turn it is and until when is worth a line of its own where there is room.
        first = [k in {AspectKind.DEADLINE, AspectKind.WHO} for k, _text in view.aspects]
        room = min(OPEN_LINES - len(lines), sum(first))
        yield "\n".join((*lines, *aspects[:room]))
        source = f"<i>{self._renderer.source(view.sources)}</i>"
        hidden = "\n".join((*aspects[room:], *self._stamps(view), source))
        yield f"<blockquote expandable>{hidden}</blockquote>"
        if view.notes:
            number = str(len(view.notes))
            last = _cut(view.notes[-1])
            yield self._text(_("Notes ({number}): {last}"), number=number, last=last)

    def _stamps(self, view: View) -> Iterator[str]:
        """Yield when each thing here was ticked and the step before was left."""
        for number, choice in enumerate(view.choices, 1):
            if choice.stamp is not None:
                yield escaped(f"✓ {number} – {self._times.stamp(choice.stamp)}")
        if view.before is not None:
            title, stamp = view.before
            yield escaped(f"✓ {title} – {self._times.stamp(stamp)}")

    def _choice(self, number: int, choice: StepChoice) -> str:
        text = f"{number}. {escaped(choice.text)}"
        match choice.kind:
            case ChoiceKind.OPTION:
                return text
            case ChoiceKind.CRITERION:
                return f"{'☑' if choice.on else '☐'} {text}"
            case ChoiceKind.FIELD:
                value = escaped(_cut(choice.value)) if choice.on else "…"
                return f"✏️ {text}{self._renderer.language.colon}{value}"

    def _closing(self, view: View, *, keep: bool) -> str:
        head = _("All steps are done.") if view.complete else _("Leave the procedure?")
        papers = self._renderer.language.list_comma.join(
            (self._renderer.gettext(_("Minutes")), *view.papers)
        )
        after = _("Once they are sent, what was entered is deleted here.")
        if keep:
            after = _("What was entered stays here until you delete it.")
        papers_line = self._text(_("Papers (drafts, Word and Markdown): {papers}"), papers=papers)
        return "\n".join((self._text(head), papers_line, self._text(after)))

    def _question(self, view: View, awaiting: Awaiting, *, group: bool) -> str:
        asked = {
            Wanted.REASON: _("Why is this step skipped? Choose a reason or send one."),
            Wanted.NOTE: _("Send the note."),
            Wanted.FIELD: _("Send the text for “{label}”."),
        }[awaiting.what]
        field = next((c for c in view.choices if c.id == awaiting.field), None)
        lines = [f"<b>{self._text(asked, label=field.text if field else '')}</b>"]
        if field is not None:
            lines.append(escaped(field.hint))
        if group:
            lines.append(self._text(_("In a group, send it as a reply to this message.")))
        lines.append(self._text(_("A text that ends in “?” is answered as a question.")))
        return "\n".join(lines)


def _cut(text: str) -> str:
    line = " / ".join(text.splitlines())
    return line if len(line) <= _VALUE else f"{line[: _VALUE - 1]}…"


def _bar(view: View) -> str:
    cells = min(view.total, _BAR) or 1
    passed = view.number - (view.stage is Stage.MAIN and not view.complete)
    filled = cells if view.complete else passed * cells // max(view.total, 1)
    return "▓" * filled + "░" * (cells - filled)
