"""Time limits: when they run, until when, and when to remind of them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.content.base import KnowledgeBase
from knowledge.guided.clocks import Running, next_reminder, ticking
from knowledge.guided.dates import recent_day
from knowledge.guided.events import Answer, Back, Done, Event, Exit, Fill, Refusal, Skip
from knowledge.guided.machine import advance
from knowledge.guided.models import AspectKind, Procedure
from knowledge.guided.run import Run, begin

HOUR, DAY = 3600.0, 86_400.0
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC).timestamp()
FLASH: tuple[Event, ...] = (Answer("no"), Done())


def _after(procedure: Procedure, *events: Event) -> Run:
    run = begin(procedure, "r", now=NOW)
    for event in events:
        outcome = advance(procedure, run, event, now=NOW)
        assert outcome.refusal is None, event
        run = outcome.run
    return run


def _ticking(procedure: Procedure, *events: Event) -> tuple[Running, ...]:
    return ticking(procedure, _after(procedure, *events), zone=UTC)


@pytest.fixture(scope="module")
def flash(knowledge: KnowledgeBase) -> Procedure:
    return knowledge.procedures["flash-appeal"]


@pytest.fixture(scope="module")
def cerf(knowledge: KnowledgeBase) -> Procedure:
    return knowledge.procedures["cerf-application"]


def test_ticking_a_step_starts_a_clock_and_the_next_one_stops_it(flash: Procedure) -> None:
    assert _ticking(flash, Answer("no")) == ()
    [appeal] = _ticking(flash, *FLASH)
    assert (appeal.id, appeal.earliest, appeal.due) == ("appeal", NOW + 5 * DAY, NOW + 7 * DAY)
    [revision] = _ticking(flash, *FLASH, *[Done()] * 4)
    assert (revision.id, revision.due) == ("revision", NOW + 30 * DAY)
    assert _ticking(flash, *FLASH, *[Done()] * 5) == ()


def test_going_back_takes_the_clock_back(flash: Procedure) -> None:
    assert _ticking(flash, *FLASH, Back()) == ()


def test_a_step_that_is_skipped_starts_nothing(flash: Procedure) -> None:
    assert _ticking(flash, Answer("no"), Skip("already")) == ()


def test_a_closed_run_has_no_clocks(flash: Procedure) -> None:
    assert _ticking(flash, *FLASH, Exit(), Exit()) == ()


def test_a_limit_runs_from_the_day_that_was_entered(flash: Procedure) -> None:
    events = (Answer("no"), Fill("began", "2026年11月23日"), Done())
    [appeal] = ticking(flash, _after(flash, *events), zone=ZoneInfo("Asia/Kabul"))
    noon = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Kabul")).timestamp()
    assert appeal.since == noon


def test_only_rapid_response_has_72_hours(cerf: Procedure) -> None:
    [handling] = _ticking(cerf, Answer("un"), Answer("sudden"), *[Done()] * 4)
    assert handling.due == NOW + 72 * HOUR
    assert _ticking(cerf, Answer("un"), Answer("neither"), *[Done()] * 5) == ()


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "2025-01-01", "2027-01-01", "1e9"])
def test_what_is_no_recent_date_is_refused(flash: Procedure, text: str) -> None:
    run = _after(flash, Answer("no"))
    assert advance(flash, run, Fill("began", text), now=NOW).refusal is Refusal.NOT_A_DATE


@given(st.text(max_size=14) | st.dates().map(str), st.floats(0, 4e9))
def test_any_text_is_a_recent_date_or_none(text: str, now: float) -> None:
    found = recent_day(text, now)
    assert found is None or abs(found.toordinal() - 719_163 - now / DAY) <= 402


def test_a_clock_reminds_before_its_end_and_at_it(flash: Procedure, cerf: Procedure) -> None:
    [handling] = _ticking(cerf, Answer("un"), Answer("sudden"), *[Done()] * 4)
    assert handling.reminders == (NOW + 54 * HOUR, NOW + 72 * HOUR)
    [appeal] = _ticking(flash, *FLASH)
    assert appeal.reminders == (NOW + 5 * DAY, NOW + 7 * DAY)
    assert next_reminder(appeal, after=NOW + 5 * DAY) == NOW + 7 * DAY
    assert next_reminder(appeal, after=NOW + 7 * DAY) is None


def test_every_time_limit_with_a_figure_has_a_clock(knowledge: KnowledgeBase) -> None:
    for procedure in knowledge.procedures.values():
        steps = {clock.starts for clock in procedure.clocks.values()}
        steps |= {clock.stops for clock in procedure.clocks.values()}
        for step in procedure.steps:
            said = dict(step.aspects).get(AspectKind.DEADLINE)
            if said is not None and ("约" in said.zh or any(c.isdigit() for c in said.zh)):
                assert step.id in steps, f"{procedure.id}: {step.id}"
