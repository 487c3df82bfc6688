"""The buttons under the message of a procedure: at most six rows of three."""

from collections.abc import Iterator

from handlers.messages.effects import Button, Keyboard
from handlers.messages.keyboards import SHOW, card_data, in_rows
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from handlers.procedures import data
from handlers.procedures.data import Pressed
from handlers.procedures.state import Awaiting, OpenProcedure, Wanted
from knowledge.answering.answer import first_facet
from knowledge.content.base import KnowledgeBase
from knowledge.guided.view import Action, ChoiceKind, StepChoice, View
from knowledge.guided.words import REASONS
from knowledge.models import Card, EntryId

MAX_ROWS = 6
_LABEL = 24
_ACTIONS = {
    Action.BACK: (_("◀ Back"), data.BACK),
    Action.SKIP: (_("Skip"), data.SKIP),
    Action.NOTE: (_("Note"), data.NOTE),
    Action.PAUSE: (_("Pause"), data.PAUSE),
    Action.EXIT: (_("Exit"), data.EXIT),
}


class Buttons:
    """Makes the buttons of one screen."""

    def __init__(
        self, renderer: Renderer, knowledge: KnowledgeBase, view: View, opened: OpenProcedure
    ) -> None:
        self._renderer = renderer
        self._knowledge = knowledge
        self._view = view
        self._opened = opened

    def step(self, *, choosable: bool, reminders: bool) -> Keyboard:
        """Return those of an open step.

        Args:
            choosable: Whether it can be chosen here who may press.
            reminders: Whether the chat wants reminders.
        """
        rows = [*self._choices()]
        links = tuple(self._link(entry) for entry in self._view.links)
        ways: list[tuple[Button, ...]] = []
        if Action.DONE in self._view.actions:
            ways.append((self._button(_("✅ Done"), data.DONE),))
        rest = [self._button(*_ACTIONS[a]) for a in self._view.actions if a in _ACTIONS]
        if choosable:
            everybody = self._opened.everybody
            label = _("Not open to all") if everybody else _("Open to all")
            rest.append(self._switch(label, data.EVERYBODY, on=not everybody))
        if self._view.limits:
            label = _("🔕 No reminders") if reminders else _("🔔 Remind us")
            rest.append(self._switch(label, data.REMIND, on=not reminders))
        ways += in_rows(rest, 3)
        if links and len(rows) + len(ways) < MAX_ROWS:
            rows.append(links)
        return (*rows, *ways)

    def paused(self) -> Keyboard:
        """Return those of a paused procedure."""
        go_on = self._button(_("▶ Go on"), data.RESUME)
        return ((go_on,), (self._button(_("Exit"), data.EXIT),))

    def closing(self) -> Keyboard:
        """Return those of the closing screen."""
        papers = (
            self._button("📄 中文", data.PAPERS, "zh"),
            self._button("📄 English", data.PAPERS, "en"),
            self._button("📄 中文 + English", data.PAPERS, "both"),
        )
        keep = self._opened.keep
        kept = _("Delete after the papers") if keep else _("📌 Keep open after the papers")
        back = self._button(_("◀ Back to the step"), data.BACK)
        leave = self._button(_("Delete without papers"), data.EXIT)
        switch = self._switch(kept, data.KEEP, on=not keep)
        return (papers[:2], papers[2:], (switch,), (back,), (leave,))

    def awaiting(self, awaiting: Awaiting) -> Keyboard:
        """Return those under a question for a text."""
        rows: list[tuple[Button, ...]] = []
        if awaiting.what is Wanted.REASON:
            rows += [(self._reason(name),) for name in REASONS]
        return (*rows, (self._button(_("Never mind"), data.CANCEL),))

    def _button(self, label: str, action: str, name: str = "") -> Button:
        made = Pressed(self._view.run, self._view.version, action, name)
        return Button(self._renderer.gettext(label), data=made.data)

    def _reason(self, name: str) -> Button:
        """Return the button for a reason, in the words in which the minutes give it."""
        label = self._renderer.language.of(REASONS[name])
        made = Pressed(self._view.run, self._view.version, data.SKIP_FOR, name)
        return Button(f"{label[0].upper()}{label[1:]}", data=made.data)

    def _switch(self, label: str, action: str, *, on: bool) -> Button:
        made = Pressed(self._view.run, self._view.version, action, on=on)
        return Button(self._renderer.gettext(label), data=made.data)

    def _choices(self) -> Iterator[tuple[Button, ...]]:
        numbered = list(enumerate(self._view.choices, 1))
        for number, choice in numbered:
            if choice.kind is ChoiceKind.OPTION:
                label = f"{number}. {choice.text}"
                yield (self._pressed(label, data.ANSWER, choice),)
        ticks = [
            self._pressed(f"{'☑' if choice.on else '☐'} {number}", data.TICK, choice)
            for number, choice in numbered
            if choice.kind is ChoiceKind.CRITERION
        ]
        yield from in_rows(ticks, 3)
        fields = [
            self._pressed(_short(f"✏️ {choice.text}"), data.FILL, choice)
            for _number, choice in numbered
            if choice.kind is ChoiceKind.FIELD
        ]
        yield from in_rows(fields, 2)

    def _pressed(self, label: str, action: str, choice: StepChoice) -> Button:
        run, version = self._view.run, self._view.version
        return Button(label, data=Pressed(run, version, action, choice.id, not choice.on).data)

    def _link(self, entry_id: EntryId) -> Button:
        knowledge = self._knowledge
        entry = knowledge.entries[entry_id]
        name = self._renderer.language.of(entry.name)
        short = entry.abbreviations[0] if entry.abbreviations else name
        card = Card(entry_id, first_facet(knowledge, entry))
        label = f"ℹ️ {name if len(name) < _LABEL else short}"
        return Button(_short(label), data=card_data(SHOW, card))


def _short(label: str) -> str:
    return label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…"
