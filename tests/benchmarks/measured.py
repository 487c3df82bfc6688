"""Measure one thing in a process of its own, so that its memory is its own."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from rich import box
from rich.table import Table

ROOT = Path(__file__).parents[2]
EVALUATION = sorted((ROOT / "tests" / "questions" / "eval").glob("*.jsonl"))
FURTHER = sorted((ROOT / "tests" / "questions" / "further").glob("*.jsonl"))
T = TypeVar("T")
Row = dict[str, Any]
"""Figures by name, as they are printed by one process and read by another."""


@dataclass(frozen=True, slots=True)
class Timed(Generic[T]):
    """What was returned, and the time of the processor it took, in milliseconds."""

    results: list[T]
    p50: float
    p99: float


def apart(module: str, *arguments: str) -> Row:
    """Return what a module of this package prints as JSON, run in a new process."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    finished = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    row: Row = json.loads(finished.stdout)
    return row


def tell(row: Row) -> None:
    """Hand figures to the process that waits for them."""
    sys.stdout.write(json.dumps(row))


def memory() -> float:
    """Return the memory of this process, in MiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def timed(ask: Callable[[str], T], questions: Iterable[str]) -> Timed[T]:
    """Ask questions one by one, on one core: a busy machine does not tell in the figures."""
    results, took = [], []
    for question in questions:
        started = time.process_time()
        results.append(ask(question))
        took.append((time.process_time() - started) * 1000)
    cuts = statistics.quantiles(took, n=100)
    return Timed(results, cuts[49], cuts[98])


def table(*columns: str) -> Table:
    """Return an empty table of figures in Markdown, to be pasted where they are reported."""
    found = Table(box=box.MARKDOWN)
    for number, column in enumerate(columns):
        found.add_column(column, justify="right" if number else "left")
    return found
