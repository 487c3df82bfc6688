"""The simulation behind deploy/SCALE.md says what can be reckoned by hand."""

import re
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.bench_surge import DATABASE, REPLICA, TELEGRAM, Costs, Surge

GUIDE = (Path(__file__).parents[2] / "deploy" / "SCALE.md").read_text(encoding="utf-8")
COSTS = Costs(replica=0.005, database=0.003, database_cores=2)


def test_few_people_wait_for_nothing() -> None:
    seen = Surge(replicas=1, bots=1, costs=COSTS).run(500)
    assert seen.percentile(50) < 0.02
    assert seen.fullest == "–"
    assert seen.in_time == 1.0


def test_a_bot_sends_no_faster_than_it_may() -> None:
    held_back = replace(COSTS, send=1.0)
    seen = Surge(replicas=10, bots=1, costs=held_back).run(3_000)
    assert seen.fullest == TELEGRAM
    assert seen.last >= len(seen.waits)


def test_what_is_slow_is_what_people_wait_for() -> None:
    slow_bot = Costs(replica=1.0, database=0.003)
    slow_database = Costs(replica=0.005, database=4.0)
    assert Surge(replicas=1, bots=20, costs=slow_bot).run(4_000).fullest == REPLICA
    assert Surge(replicas=1, bots=20, costs=slow_database).run(4_000).fullest == DATABASE


def test_the_same_seed_gives_the_same_hour() -> None:
    first, second = (Surge(replicas=3, bots=2, costs=COSTS, seed=7).run(300) for _ in "ab")
    assert first.waits == second.waits


def test_the_guide_reckons_with_what_the_whole_bot_takes_at_worst() -> None:
    told = Costs().replica * 1000
    assert f"{told:.0f} ms a question and replica" in GUIDE
    rows = re.findall(r"^\| \*\*.*\*\* \|.*\| ([\d.]+) ms \|", GUIDE, re.MULTILINE)
    slow = re.findall(r"to ([\d.]+) ms when the host was slow", GUIDE)
    assert (len(rows), len(slow)) == (3, 1)
    assert max(map(float, rows + slow)) <= told
