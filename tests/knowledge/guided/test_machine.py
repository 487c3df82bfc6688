"""The state machine: one event, one change, whatever is pressed and however often."""

import pytest

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
    Refusal,
    Resume,
    Skip,
    Tick,
)
from knowledge.guided.machine import Outcome, advance, migrated
from knowledge.guided.models import Procedure
from knowledge.guided.run import MAX_NOTE, MAX_NOTES, Result, Run, Stamp, Status, begin, nameless
from knowledge.models import Bilingual


def _text(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


def _step(step_id: str, **fields: object) -> dict[str, object]:
    sources = [{"document": "d", "section": "s"}]
    return {"id": step_id, "title": _text(step_id), "sources": sources, **fields}


PROCEDURE = Procedure.model_validate(
    {
        "id": "test",
        "name": _text("Test"),
        "purpose": _text("x"),
        "order": 1,
        "fields": {"place": {"label": _text("Place"), "hint": _text("x")}},
        "steps": [
            _step(
                "gate",
                options=[
                    {"id": "on", "label": _text("on"), "to": "judge"},
                    {"id": "off", "label": _text("off"), "to": "end"},
                ],
            ),
            _step(
                "judge",
                criteria=[
                    {"id": "a", "text": _text("a")},
                    {"id": "b", "text": _text("b")},
                ],
                if_none="gate",
            ),
            _step("act", fields=["place"]),
            _step("last"),
        ],
    }
)


def _after(*events: Event) -> Run:
    run = begin(PROCEDURE, "r1", now=0.0)
    for event in events:
        outcome = advance(PROCEDURE, run, event, now=1.0)
        assert outcome.refusal is None, event
        run = outcome.run
    return run


def _try(run: Run, event: Event, seen: int | None = None) -> Outcome:
    return advance(PROCEDURE, run, event, now=2.0, seen=seen)


ACT = (Answer("on"), Tick("a"), Done())


def test_an_answer_leads_where_it_says() -> None:
    assert _after(Answer("on")).step == "judge"
    assert _after(Answer("off")).status is Status.CLOSING


def test_ticked_criteria_lead_on_and_none_leads_elsewhere() -> None:
    assert _after(*ACT).step == "act"
    around = _after(Answer("on"), Done())
    assert around.step == "gate"
    assert around.trail == ()


def test_the_last_step_closes_and_exit_leaves_for_good() -> None:
    run = _after(*ACT, Done(), Done())
    assert run.status is Status.CLOSING
    assert run.complete
    closed = _try(run, Exit()).run
    assert closed.status is Status.CLOSED
    assert _try(closed, Back()).refusal is Refusal.CLOSED


def test_back_from_the_closing_screen_returns_to_the_step() -> None:
    run = _after(*ACT, Exit(), Back())
    assert (run.status, run.step) == (Status.OPEN, "act")


def test_going_back_opens_the_step_again_and_keeps_what_was_entered() -> None:
    run = _after(*ACT, Fill("place", "Kabul"), Note("n"), Done(), Back(), Back())
    assert run.step == "judge"
    assert set(run.marks) == {"gate"}
    assert run.fields == {"place": "Kabul"}
    assert run.notes == {"act": ("n",)}
    assert run.ticked == {"judge": {"a": Stamp(at=1.0)}}


def test_a_skip_needs_a_reason_that_is_kept() -> None:
    run = _after(*ACT)
    assert _try(run, Skip("  ")).refusal is Refusal.EMPTY
    assert _try(run, Skip("x" * 201)).refusal is Refusal.TOO_LONG
    mark = _try(run, Skip("no road")).run.marks["act"]
    assert (mark.result, mark.reason) == (Result.SKIPPED, "no road")


@pytest.mark.parametrize(
    "event", [Done(), Skip("x"), Answer("nowhere"), Tick("a"), Back(), Resume(), Fill("x", "y")]
)
def test_what_a_question_does_not_offer_changes_nothing(event: Event) -> None:
    run = begin(PROCEDURE, "r1", now=0.0)
    outcome = _try(run, event)
    assert outcome == Outcome(run, Refusal.NOT_HERE)


def test_a_pause_holds_until_it_is_resumed() -> None:
    run = _after(*ACT, Pause())
    assert _try(run, Done()).refusal is Refusal.NOT_HERE
    assert _try(run, Resume()).run.step == "act"


def test_the_same_press_twice_moves_one_step() -> None:
    run = _after(*ACT)
    first = _try(run, Done(), seen=run.version).run
    assert first.step == "last"
    assert _try(first, Done(), seen=run.version) == Outcome(first, Refusal.STALE)


def test_two_people_who_tick_at_once_both_count() -> None:
    run = _after(Answer("on"))
    both = _try(_try(run, Tick("a"), seen=run.version).run, Tick("b"), seen=run.version).run
    assert list(both.ticked["judge"]) == ["a", "b"]
    assert _try(both, Tick("a"), seen=run.version).refusal is Refusal.STALE
    assert _try(both, Tick("a")).refusal is Refusal.STALE


def test_a_tick_taken_away_does_not_come_back_by_a_replay() -> None:
    run = _after(Answer("on"))
    ticked = _try(run, Tick("a"), seen=run.version).run
    cleared = _try(ticked, Tick("a", on=False), seen=ticked.version).run
    assert _try(cleared, Tick("a"), seen=run.version).refusal is Refusal.STALE


def test_a_tick_of_a_step_that_has_passed_is_stale() -> None:
    run = _after(*ACT)
    assert _try(run, Tick("b"), seen=1).refusal is Refusal.STALE


def test_notes_are_bounded() -> None:
    run = _after(*ACT, *[Note(str(n)) for n in range(MAX_NOTES)])
    assert _try(run, Note("more")).refusal is Refusal.FULL
    assert _try(_after(), Note("x" * (MAX_NOTE + 1))).refusal is Refusal.TOO_LONG


def test_an_empty_text_empties_a_field() -> None:
    run = _after(*ACT, Fill("place", "Kabul"), Fill("place", " "))
    assert run.fields == {}


def test_a_run_survives_json() -> None:
    run = _after(*ACT, Fill("place", "喀布尔"), Note("备注"), Done())
    assert Run.model_validate_json(run.model_dump_json()) == run


def test_a_run_goes_on_under_new_content_from_the_last_step_that_is_still_there() -> None:
    run = _after(*ACT, Fill("place", "Kabul"))
    kept = [step for step in PROCEDURE.steps if step.id != "act"]
    title = kept[0].model_copy(update={"title": Bilingual(zh="新", en="new")})
    fresh = PROCEDURE.model_copy(update={"steps": (title, *kept[1:])})
    fresh.__dict__.pop("by_id", None)
    fresh.__dict__.pop("content", None)
    moved = migrated(fresh, run)
    assert moved.step == "judge"
    assert moved.content == fresh.content != run.content
    assert moved.version > run.version
    assert moved.fields == run.fields
    assert migrated(fresh, moved) is moved


def test_names_are_kept_of_ticks_and_steps_and_can_be_taken_away() -> None:
    run = begin(PROCEDURE, "r1", now=0.0)
    for event in ACT:
        run = advance(PROCEDURE, run, event, now=1.0, by="Lin").run
    assert run.ticked["judge"]["a"].by == run.marks["judge"].by == "Lin"
    assert "Lin" not in nameless(run).model_dump_json()
    assert nameless(run).version == run.version


def test_papers_are_written_once_a_screen() -> None:
    run = _after(*ACT, Exit())
    written = _try(run, Export(), seen=run.version).run
    assert written.status is Status.CLOSING
    assert _try(written, Export(), seen=run.version).refusal is Refusal.STALE
    assert _try(_after(*ACT), Export()).refusal is Refusal.NOT_HERE
