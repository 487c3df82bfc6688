"""How time and memory grow with the content, beside a scan of every phrase."""

import gc
import sys
import time

from rich.console import Console

from knowledge.assistant import Assistant
from knowledge.content.loader import load
from knowledge.quality.evaluation import Grade, Half, evaluate, read_questions
from tests.benchmarks.growing import sized
from tests.benchmarks.measured import EVALUATION, Row, apart, memory, table, tell, timed
from tests.benchmarks.rivals import RIVALS, phrases

SIZES = (1_000, 10_000, 100_000)
SCAN = "rapidfuzz ratio"
SCANNED = 100
"""Questions asked of the scan, which takes its time."""


def main() -> None:
    """Measure each size in a process of its own and print the table."""
    rows = [apart("bench_growth", str(size)) for size in SIZES]
    columns = ("cards", "build s", "index MiB", "median ms", "p99 ms", "right")
    shown = table("phrases", *columns, "scan median ms", "scan p99 ms")
    for row in rows:
        times = [_ratio(row, rows[0], key) for key in ("p50", "p99")]
        scan = [_ratio(row, rows[0], key) for key in ("scan50", "scan99")]
        costs = (f"{row['build']:.2f}", f"{row['memory']:.0f}")
        right = f"{row['right']:.1%}" if row["whole"] else "–"
        size = f"{row['phrases']:,} ({row['phrases'] / rows[0]['phrases']:.0f}×)"
        shown.add_row(size, f"{row['cards']:,}", *costs, *times, right, *scan)
    Console().print(shown)


def _ratio(row: Row, base: Row, key: str) -> str:
    return f"{row[key]:.2f} ({row[key] / base[key]:.1f}×)"


def measure(size: int) -> Row:
    """Return the figures of content of about so many phrases."""
    shipped = load()
    knowledge = sized(shipped, size)
    gc.collect()
    before, started = memory(), time.process_time()
    assistant = Assistant(knowledge)
    built, after = time.process_time() - started, memory()
    halves = {half: [q for q in read_questions(EVALUATION) if q.half is half] for half in Half}
    evaluate(assistant.ask, halves[Half.TUNE])  # the first, slower round
    questions = halves[Half.REPORT]
    # Before they are graded: what was asked once is answered from memory.
    ours = timed(assistant.ask, [question.q for question in questions])
    report = evaluate(assistant.ask, questions)
    phrased = phrases(knowledge)
    scan = timed(RIVALS[SCAN](phrased), [question.q for question in questions[:SCANNED]])
    return {
        "phrases": len(phrased),
        "cards": sum(len(entry.facets) for entry in knowledge.entries.values()),
        "whole": len(knowledge.entries) >= len(shipped.entries),
        "build": built,
        "memory": after - before,
        "right": report.share(Grade.RIGHT, answerable=True),
        "p50": ours.p50,
        "p99": ours.p99,
        "scan50": scan.p50,
        "scan99": scan.p99,
    }


if __name__ == "__main__":
    tell(measure(int(sys.argv[1])))
