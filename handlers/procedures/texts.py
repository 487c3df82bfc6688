"""The words on the screens of procedures."""

from collections.abc import Mapping

from handlers.messages.texts import _
from knowledge.guided.events import Refusal
from knowledge.guided.models import AspectKind, Stage

ASPECTS: Mapping[AspectKind, str] = {
    AspectKind.DEADLINE: _("Time limit: {text}"),
    AspectKind.WHO: _("Who: {text}"),
    AspectKind.WITH_WHOM: _("With: {text}"),
    AspectKind.BASIS: _("Basis: {text}"),
    AspectKind.OUTCOME: _("Outcome: {text}"),
    AspectKind.CAUTION: _("Caution: {text}"),
    AspectKind.EXCEPTION: _("Exception: {text}"),
    AspectKind.DIFFERS: _("The documents differ: {text}"),
}
STAGES: Mapping[Stage, str] = {
    Stage.BEFORE: _("before step 1"),
    Stage.MAIN: _("step {number} of {total}"),
    Stage.AFTER: _("afterwards"),
}
REFUSALS: Mapping[Refusal, str] = {
    Refusal.STALE: _("Somebody was faster, or the button is old. This is where it stands now."),
    Refusal.NOT_HERE: _("That is not possible at this step. Choose one of the buttons."),
    Refusal.EMPTY: _("A text is missing."),
    Refusal.TOO_LONG: _("That text is too long. Please make it shorter."),
    Refusal.NOT_A_DATE: _("Please write a date of the past year, such as 2026-11-25."),
    Refusal.FULL: _("No more notes fit on this step."),
    Refusal.CLOSED: _("This procedure is closed."),
}
NO_ANSWER = _(
    "That does not answer this step. Choose one of the buttons, or ask first what you "
    "need to know."
)
USED = _("This button was used already. This is where it stands now.")
GONE = _("This procedure is not open in this chat any more. /procedures starts it anew.")
NOT_YOURS = _(
    "Only the person who started it and administrators of the group may press this. "
    "They can open it to all."
)
REMINDERS_ON = _("Reminders are on. Between 22:00 and 7:00 I keep silent.")
REMINDERS_ON_UTC = _(
    "Reminders are on. Between 22:00 and 7:00 I keep silent, by UTC: "
    "this chat has no time zone yet. /chat Kabul, for example, sets one."
)
REMINDERS_OFF = _("Reminders are off.")
KEPT = _("The papers are on their way. The procedure stays open.")
CHANGED = _("The text of this procedure has changed since you began; what you entered is kept.")
BELOW = _("{name}: continued below")
