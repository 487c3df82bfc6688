"""Every shipped procedure under any sequence of events, with every screen as it is sent."""

import re
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.effects import Screen
from handlers.procedures.data import run_id
from handlers.procedures.render import OPEN_LINES, ProcedureRenderer
from handlers.procedures.state import Awaiting, Wanted
from handlers.render import Renderer
from handlers.texts import Texts
from knowledge.assistant import Assistant
from knowledge.guided.events import (
    Answer,
    Back,
    Done,
    Event,
    Exit,
    Fill,
    Note,
    Pause,
    Resume,
    Skip,
    Tick,
)
from knowledge.guided.machine import advance
from knowledge.guided.models import Procedure
from knowledge.guided.papers import papers
from knowledge.guided.run import MAX_FIELD, MAX_NOTE, Run, Status, begin
from knowledge.guided.view import Action, view_of
from knowledge.language import Language
from knowledge.loader import load

KNOWLEDGE = load()
ASSISTANT = Assistant(KNOWLEDGE)
TEXTS = Texts()
SCREENS = {
    language: ProcedureRenderer(Renderer(ASSISTANT, TEXTS, language), KNOWLEDGE)
    for language in Language
}
PROCEDURES = list(KNOWLEDGE.procedures.values())
BIG_UPDATE = 2**31 - 1


def _events(procedure: Procedure) -> st.SearchStrategy[Event]:
    options = [o.id for step in procedure.steps for o in step.options]
    criteria = [c.id for step in procedure.steps for c in step.criteria]
    texts = st.sampled_from(
        ["", "短", "<b>&|*", "字" * MAX_NOTE, "x\n" * (MAX_FIELD // 2), "a" * 2000]
    )
    plain: list[Event] = [Done(), Done(), Done(), Back(), Pause(), Resume(), Exit()]
    return st.one_of(
        st.sampled_from(plain),
        st.sampled_from([Answer(o) for o in [*options, "nowhere"]]),
        st.sampled_from([Tick(c, on) for c in [*criteria, "nothing"] for on in (True, False)]),
        st.builds(Skip, texts),
        st.builds(Note, texts),
        st.builds(Fill, st.sampled_from([*procedure.fields, "nothing"]), texts),
    )


def _screens(procedure: Procedure, run: Run) -> list[Screen]:
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
        view = view_of(procedure, run, language, composer=ASSISTANT.composer)
        for awaiting in wanted:
            found.append(
                screens.screen(view, awaiting=awaiting, group=True, notice="A text is missing.")
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


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.id)
def test_any_sequence_of_events_ends_in_a_defined_state(procedure: Procedure) -> None:
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(_events(procedure), st.integers(0, 3)), max_size=30))
    def walk(events: list[tuple[Event, int]]) -> None:
        run = begin(procedure, "r", now=0.0)
        for event, behind in events:
            seen = max(run.version - behind, 0)
            outcome = advance(procedure, run, event, now=1.0, seen=seen)
            assert (outcome.run is run) is (outcome.refusal is not None)
            assert outcome.run.version == run.version + (outcome.refusal is None)
            again = advance(procedure, outcome.run, event, now=2.0, seen=seen)
            assert again.refusal is not None, "a replay changes nothing"
            assert again.run is outcome.run
            # Killed and started again after every event.
            run = Run.model_validate_json(outcome.run.model_dump_json(exclude_defaults=True))
            assert run == outcome.run
        assert run.step in procedure.by_id
        assert len(set(run.trail)) == len(run.trail) < len(procedure.steps)
        for screen in _screens(procedure, run):
            _hold(screen)
        for language in Language:
            for paper in papers(procedure, run, language, composer=ASSISTANT.composer):
                assert "{" not in paper
                for html in SCREENS[language].paper(paper):
                    _hold(Screen(html))

    walk()


def _every_state(procedure: Procedure) -> list[Run]:
    """Walk every way; what is ticked and entered does not add states here."""
    found: dict[tuple[str, str], Run] = {}
    waiting = [begin(procedure, run_id(BIG_UPDATE), now=0.0)]
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
            view = view_of(procedure, run, language, composer=ASSISTANT.composer)
            blocks = screens.screen(view).html.split("\n\n")
            assert len(blocks[1].splitlines()) <= OPEN_LINES


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.id)
def test_exit_is_two_presses_away_from_everywhere(procedure: Procedure) -> None:
    for start in _every_state(procedure):
        run, presses = start, 0
        while run.status is not Status.CLOSED:
            view = view_of(procedure, run, Language.ENGLISH, composer=ASSISTANT.composer)
            assert Action.EXIT in view.actions
            run = advance(procedure, run, Exit(), now=1.0, seen=view.version).run
            presses += 1
        assert presses <= 2


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.id)
def test_the_number_of_a_step_never_passes_the_total(procedure: Procedure) -> None:
    for run in _every_state(procedure):
        view = view_of(procedure, run, Language.ENGLISH, composer=ASSISTANT.composer)
        assert 0 <= view.number <= view.total <= 12


def test_there_are_the_eight_procedures() -> None:
    assert len(PROCEDURES) == 8


def test_activation_has_eight_numbered_steps() -> None:
    procedure = KNOWLEDGE.procedures["cluster-activation"]
    run = begin(procedure, "r", now=0.0)
    for event in (Answer("others"), Tick("gap"), Done(), Answer("other")):
        run = advance(procedure, run, event, now=1.0).run
    view = view_of(procedure, run, Language.ENGLISH, composer=ASSISTANT.composer)
    assert (run.step, view.number, view.total) == ("mechanisms", 1, 8)
