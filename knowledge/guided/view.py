"""What is to be shown of a run: words and numbers, no markup."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, tzinfo
from enum import StrEnum

from knowledge.answering.answer import Composer, SourceLine
from knowledge.guided.clocks import Running, ticking
from knowledge.guided.graph import numbered_after
from knowledge.guided.models import AspectKind, Procedure, Stage, Step, WordId
from knowledge.guided.run import Result, Run, RunId, Stamp, Status
from knowledge.models import EntryId
from knowledge.text.language import Language


class ChoiceKind(StrEnum):
    """What a numbered line of the screen is for."""

    OPTION = "option"
    CRITERION = "criterion"
    FIELD = "field"


class Action(StrEnum):
    """What can be done at a screen beside its numbered lines."""

    DONE = "done"
    BACK = "back"
    SKIP = "skip"
    NOTE = "note"
    PAUSE = "pause"
    RESUME = "resume"
    EXIT = "exit"


@dataclass(frozen=True, slots=True)
class StepChoice:
    """One numbered line: an answer, a criterion or a field."""

    kind: ChoiceKind
    id: WordId
    text: str
    on: bool = False
    """Whether it is ticked, or filled in."""
    value: str = ""
    """What was entered."""
    hint: str = ""
    """What to write."""
    stamp: Stamp | None = None
    """When it was ticked, and by whom if that was kept."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit that runs."""

    clock: WordId
    label: str
    earliest: float | None
    """Where the limit is a span: its beginning, in seconds since the epoch."""
    due: float
    seconds: float
    """How long it still runs; less than zero when it is over."""
    about: bool


@dataclass(frozen=True, slots=True)
class View:
    """A screen, in one language."""

    run: RunId
    version: int
    status: Status
    complete: bool
    procedure: str
    title: str
    stage: Stage
    number: int
    """Which of the main steps this is; 0 before the first."""
    total: int
    do: tuple[str, ...]
    choices: tuple[StepChoice, ...]
    aspects: tuple[tuple[AspectKind, str], ...]
    sources: tuple[SourceLine, ...]
    links: tuple[EntryId, ...]
    notes: tuple[str, ...]
    limits: tuple[Limit, ...]
    before: tuple[str, Stamp] | None
    """The step passed last, and when."""
    actions: tuple[Action, ...]
    papers: tuple[str, ...]
    """The titles of the papers there would be now, beside the minutes."""


def view_of(
    procedure: Procedure,
    run: Run,
    language: Language,
    *,
    composer: Composer,
    now: float,
    zone: tzinfo = UTC,
) -> View:
    """Return the screen of a run under its own content.

    Args:
        procedure: What is run.
        run: Where it stands.
        language: The language of the screen.
        composer: Names the sources.
        now: Seconds since the epoch, from which the time that is left is counted.
        zone: The time zone in which a date that was entered is meant.
    """
    step = procedure.by_id[run.step]
    number, total = _place(procedure, run, step)
    return View(
        run=run.id,
        version=run.version,
        status=run.status,
        complete=run.complete,
        procedure=language.of(procedure.name),
        title=language.of(step.title),
        stage=step.stage,
        number=number,
        total=total,
        do=tuple(language.of(said) for said in step.do),
        choices=tuple(_choices(procedure, run, step, language)),
        aspects=tuple((kind, language.of(said)) for kind, said in step.aspects),
        sources=composer.cited(step.citations, language),
        links=step.links,
        notes=run.notes.get(step.id, ()),
        limits=tuple(_limit(o, language, now) for o in ticking(procedure, run, zone=zone)),
        before=_before(procedure, run, language),
        actions=tuple(_actions(run, step)),
        papers=tuple(
            language.of(paper.title) for paper in procedure.papers if paper.needs in taken(run)
        ),
    )


def taken(run: Run) -> frozenset[str]:
    """Return the steps that were left by Done or by an answer."""
    return frozenset(step for step, mark in run.marks.items() if mark.result is not Result.SKIPPED)


def _limit(running: Running, language: Language, now: float) -> Limit:
    return Limit(
        clock=running.id,
        label=language.of(running.clock.label),
        earliest=running.earliest,
        due=running.due,
        seconds=running.due - now,
        about=running.clock.about,
    )


def _before(procedure: Procedure, run: Run, language: Language) -> tuple[str, Stamp] | None:
    passed = [step_id for step_id in run.trail if step_id in run.marks]
    if not passed:
        return None
    return language.of(procedure.by_id[passed[-1]].title), run.marks[passed[-1]]


def _place(procedure: Procedure, run: Run, step: Step) -> tuple[int, int]:
    way = [procedure.by_id[step_id] for step_id in (*run.trail, step.id)]
    number = sum(passed.stage is Stage.MAIN for passed in way)
    return number, number + numbered_after(procedure, step, run.trail)


def _choices(
    procedure: Procedure, run: Run, step: Step, language: Language
) -> Iterator[StepChoice]:
    for option in step.options:
        yield StepChoice(ChoiceKind.OPTION, option.id, language.of(option.label))
    ticked = run.ticked.get(step.id, {})
    for criterion in step.criteria:
        text, stamp = language.of(criterion.text), ticked.get(criterion.id)
        yield StepChoice(
            ChoiceKind.CRITERION, criterion.id, text, on=stamp is not None, stamp=stamp
        )
    for name in step.fields:
        value = run.fields.get(name, "")
        asked = procedure.fields[name]
        label, hint = language.of(asked.label), language.of(asked.hint)
        yield StepChoice(ChoiceKind.FIELD, name, label, bool(value), value, hint)


def _actions(run: Run, step: Step) -> Iterator[Action]:
    if run.status is Status.PAUSED:
        yield from (Action.RESUME, Action.EXIT)
    elif run.status is Status.CLOSING:
        yield from (Action.BACK, Action.EXIT)
    elif run.status is Status.OPEN:
        if not step.options:
            yield Action.DONE
        if run.trail:
            yield Action.BACK
        if not step.options:
            yield Action.SKIP
        yield from (Action.NOTE, Action.PAUSE, Action.EXIT)
