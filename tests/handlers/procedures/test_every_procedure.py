"""Every shipped procedure under any sequence of events, with every screen as it is sent."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from zoneinfo import ZoneInfo

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.chats.timers import Cancel, Timer, TimerFired
from handlers.messages.effects import Screen
from handlers.messages.render import Renderer
from handlers.messages.texts import Texts
from handlers.procedures.clock_timers import clock_timer, follow, reset
from handlers.procedures.data import id_from_update
from handlers.procedures.render import OPEN_LINES, ProcedureRenderer
from handlers.procedures.state import Awaiting, OpenProcedure, Wanted
from handlers.procedures.times import Times
from knowledge.assistant import Assistant
from knowledge.content.loader import load
from knowledge.guided.clocks import ticking
from knowledge.guided.events import (
    Answer,
    Back,
    Done,
    Event,
    Exit,
    Export,
    Fill,
    Note,
    Pause,
    Resume,
    Skip,
    Tick,
)
from knowledge.guided.machine import advance
from knowledge.guided.markdown import markdown
from knowledge.guided.models import Procedure
from knowledge.guided.papers import papers
from knowledge.guided.run import MAX_FIELD, MAX_NOTE, Run, Status, begin, nameless
from knowledge.guided.view import Action, View, view_of
from knowledge.guided.word import word_file
from knowledge.text.language import Language

KNOWLEDGE = load()
ASSISTANT = Assistant(KNOWLEDGE)
TEXTS = Texts()
ZONE = ZoneInfo("Asia/Kabul")
SCREENS = {
    language: ProcedureRenderer(renderer, KNOWLEDGE, Times(renderer, ZONE))
    for language in Language
    for renderer in [Renderer(ASSISTANT, TEXTS, language)]
}
PROCEDURES = list(KNOWLEDGE.procedures.values())
BIG_UPDATE = 2**31 - 1
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC).timestamp()
TODAY = "2026-11-25"
GAPS = (0.0, 60.0, 3 * 3600.0, 86_400.0, 20 * 86_400.0)
"""Seconds between two presses."""


def _events(procedure: Procedure) -> st.SearchStrategy[Event]:
    options = [o.id for step in procedure.steps for o in step.options]
    criteria = [c.id for step in procedure.steps for c in step.criteria]
    texts = st.sampled_from(
        ["", "短", "<b>&|*", "字" * MAX_NOTE, "x\n" * (MAX_FIELD // 2), "a" * 2000, TODAY]
    )
    plain: list[Event] = [Done(), Done(), Done(), Back(), Pause(), Resume(), Exit(), Export()]
    return st.one_of(
        st.sampled_from(plain),
        st.sampled_from([Answer(o) for o in [*options, "nowhere"]]),
        st.sampled_from([Tick(c, on) for c in [*criteria, "nothing"] for on in (True, False)]),
        st.builds(Skip, texts),
        st.builds(Note, texts),
        st.builds(Fill, st.sampled_from([*procedure.fields, "nothing"]), texts),
    )


def _view(procedure: Procedure, run: Run, language: Language, now: float = NOW) -> View:
    return view_of(procedure, run, language, composer=ASSISTANT.composer, now=now, zone=ZONE)


def _screens(procedure: Procedure, run: Run, now: float = NOW) -> list[Screen]:
    found = []
    wanted = [
        None,
        Awaiting(what=Wanted.REASON, version=0),
        Awaiting(what=Wanted.NOTE, version=0),
        *(
            Awaiting(what=Wanted.FIELD, field=n, version=0)
            for n in procedure.by_id[run.step].fields
        ),
    ]
    for language, screens in SCREENS.items():
        view = _view(procedure, run, language, now)
        opened = OpenProcedure(run=run, starter=1, language=language)
        for awaiting in wanted:
            found.append(
                screens.screen(
                    view,
                    opened,
                    awaiting=awaiting,
                    group=True,
                    choosable=True,
                    notice="A text is missing.",
                )
            )
    return found


def _hold(screen: Screen) -> None:
    text = unescape(re.sub(r"<[^>]+>", "", screen.html))
    assert len(text.encode("utf-16-le")) // 2 <= 4096
    assert len(screen.html.encode()) <= 35_000
    assert screen.html.count("<blockquote") == screen.html.count("</blockquote>") <= 1
    assert len(screen.keyboard) <= 6
    for row in screen.keyboard:
        assert 1 <= len(row) <= 3
        for button in row:
            assert button.data is not None
            assert len(button.data.encode()) <= 64
            assert 1 <= len(button.label) <= 64


class Reminders:
    """The timers of a chat, set and fired as delivery does it."""

    def __init__(self) -> None:
        self.set: dict[str, Timer] = {}
        self.said: list[tuple[str, float, float]] = []
        """Clock, since when it runs, and the moment of the reminder."""

    def apply(self, changes: Iterable[Timer | Cancel]) -> None:
        for change in changes:
            self.set.pop(change.name, None)
            if isinstance(change, Timer):
                self.set[change.name] = change

    def fire(self, procedure: Procedure, run: Run, now: float) -> None:
        for timer in [timer for timer in self.set.values() if timer.due <= now]:
            assert 7 <= datetime.fromtimestamp(timer.due, ZONE).hour < 22
            del self.set[timer.name]
            due = clock_timer(TimerFired(1, timer.name, timer.data))
            [clock] = [c for c in ticking(procedure, run, zone=ZONE) if c.id == due.clock]
            self.said.append((clock.id, clock.since, due.moment))
            after = max(due.moment, now)
            self.apply(follow(1, run.id, clock, after=after, now=now, zone=ZONE))


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.id)
def test_any_sequence_of_events_ends_in_a_defined_state(procedure: Procedure) -> None:
    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(
            st.tuples(_events(procedure), st.integers(0, 3), st.sampled_from(GAPS)), max_size=30
        )
    )
    def walk(events: list[tuple[Event, int, float]]) -> None:
        now, run, reminders = NOW, begin(procedure, "r", now=NOW), Reminders()
        for event, behind, gap in events:
            now += gap
            reminders.fire(procedure, run, now)
            seen = max(run.version - behind, 0)
            outcome = advance(procedure, run, event, now=now, by="Lin", seen=seen)
            assert (outcome.run is run) is (outcome.refusal is not None)
            assert outcome.run.version == run.version + (outcome.refusal is None)
            again = advance(procedure, outcome.run, event, now=now + 1, seen=seen)
            assert again.refusal is not None, "a replay changes nothing"
            assert again.run is outcome.run
            before, after = (ticking(procedure, r, zone=ZONE) for r in (run, outcome.run))
            reminders.apply(reset(1, run.id, before, after, now=now, zone=ZONE))
            assert {t.data["clock"] for t in reminders.set.values()} <= {c.id for c in after}
            # Killed and started again after every event.
            run = Run.model_validate_json(outcome.run.model_dump_json(exclude_defaults=True))
            assert run == outcome.run
        assert len(set(reminders.said)) == len(reminders.said), "never twice"
        assert run.step in procedure.by_id
        assert len(set(run.trail)) == len(run.trail) < len(procedure.steps)
        assert "Lin" not in nameless(run).model_dump_json()
        for screen in _screens(procedure, run, now):
            _hold(screen)
        for language in Language:
            for draft in papers(procedure, run, language, composer=ASSISTANT.composer, zone=ZONE):
                assert "{" not in markdown(draft)
                assert len(draft.title) < 200
        left = _left(procedure, run, now)
        assert left.status is Status.CLOSED
        assert ticking(procedure, left, zone=ZONE) == ()

    walk()


def _left(procedure: Procedure, run: Run, now: float) -> Run:
    """Press Exit, twice at most."""
    for _press in range(2):
        view = _view(procedure, run, Language.ENGLISH, now)
        if run.status is not Status.CLOSED:
            assert Action.EXIT in view.actions
            run = advance(procedure, run, Exit(), now=now, seen=view.version).run
    return run


@given(
    st.text(st.characters(codec="utf-8"), max_size=200).filter(str.strip),
    st.sampled_from(list(Language)),
)
@settings(max_examples=25)
def test_a_word_file_takes_whatever_was_typed(text: str, language: Language) -> None:
    procedure = KNOWLEDGE.procedures["cluster-activation"]
    run = begin(procedure, "r", now=NOW)
    for event in (Answer("others"), Note(text), Fill("country", text), Fill("clusters", text)):
        run = advance(procedure, run, event, now=NOW, by=text).run
    drafts = papers(procedure, run, language, composer=ASSISTANT.composer)
    word = docx.Document(BytesIO(word_file(drafts[-1])))
    assert word.core_properties.title == f"{drafts[-1].title} [{drafts[-1].mark}]"


def _every_state(procedure: Procedure) -> list[Run]:
    """Walk every way; what is ticked and entered does not add states here."""
    found: dict[tuple[str, str], Run] = {}
    waiting = [begin(procedure, id_from_update(BIG_UPDATE), now=0.0)]
    while waiting:
        run = waiting.pop()
        if (run.step, run.status) in found:
            continue
        found[run.step, run.status] = run
        step = procedure.by_id[run.step]
        ticked = [Tick(c.id) for c in step.criteria]
        events: list[Event] = [Done(), Skip("later"), Pause(), Exit()]
        events += [Answer(o.id) for o in step.options]
        waiting += [advance(procedure, run, event, now=1.0).run for event in events]
        for tick in ticked:
            run = advance(procedure, run, tick, now=1.0).run
        waiting.append(advance(procedure, run, Done(), now=1.0).run)
    return list(found.values())


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.id)
def test_every_step_is_reached_and_every_screen_keeps_the_limits(procedure: Procedure) -> None:
    runs = _every_state(procedure)
    assert {run.step for run in runs} == set(procedure.by_id)
    for run in runs:
        for screen in _screens(procedure, run):
            _hold(screen)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.id)
def test_at_most_five_lines_stand_openly(procedure: Procedure) -> None:
    for run in _every_state(procedure):
        if run.status is not Status.OPEN:
            continue
        for language, screens in SCREENS.items():
            view = _view(procedure, run, language)
            opened = OpenProcedure(run=run, starter=1, language=language)
            blocks = screens.screen(view, opened).html.split("\n\n")
            assert len(blocks[1 + bool(view.limits)].splitlines()) <= OPEN_LINES


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.id)
def test_exit_is_two_presses_away_from_everywhere(procedure: Procedure) -> None:
    for run in _every_state(procedure):
        assert _left(procedure, run, NOW).status is Status.CLOSED


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.id)
def test_the_number_of_a_step_never_passes_the_total(procedure: Procedure) -> None:
    for run in _every_state(procedure):
        view = _view(procedure, run, Language.ENGLISH)
        assert 0 <= view.number <= view.total <= 12


def test_there_are_the_eight_procedures() -> None:
    assert len(PROCEDURES) == 8


def test_activation_has_eight_numbered_steps() -> None:
    procedure = KNOWLEDGE.procedures["cluster-activation"]
    run = begin(procedure, "r", now=0.0)
    for event in (Answer("others"), Tick("gap"), Done(), Answer("other")):
        run = advance(procedure, run, event, now=1.0).run
    view = _view(procedure, run, Language.ENGLISH)
    assert (run.step, view.number, view.total) == ("mechanisms", 1, 8)
