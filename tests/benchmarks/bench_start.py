"""What a start costs: reading the content, building the assistant, the first answer, memory."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from bot.application import build_application
from knowledge.assistant import Assistant
from knowledge.content.loader import load
from knowledge.matching.index_file import IndexFile
from knowledge.matching.matcher import Matcher
from tests.benchmarks.measured import ROOT, Row, apart, memory, table, tell

QUESTION = "谁领导营养集群？"
ROUNDS = 3
BOT = "bot"


def main() -> None:
    """Measure starts without and with a snapshot, the best of some rounds each."""
    console = Console()
    shown = table("content", "load s", "index s", "first answer s", "load and index s")
    with tempfile.TemporaryDirectory() as folder:
        for name, snapshot in (("parsed", "-"), ("from a snapshot", f"{folder}/content.json")):
            rows = [apart("bench_start", snapshot) for _ in range(ROUNDS)]
            best = {key: min(row[key] for row in rows) for key in ("load", "index", "first")}
            cells = (*best.values(), best["load"] + best["index"])
            shown.add_row(name, *(f"{seconds:.2f}" for seconds in cells))
    console.print(shown)
    took = [_ask() for _ in range(ROUNDS)]
    console.print(f"coordbot ask: {min(s for s, _m in took):.2f} s, {took[0][1]:.0f} MiB at most")
    console.print(f"the bot, wired and ready: {apart('bench_start', BOT)['memory']:.0f} MiB")


def measure(snapshot: Path | None) -> Row:
    """Return the figures of one start in this process."""
    started = time.process_time()
    knowledge = load(snapshot=snapshot)
    loaded = time.process_time()
    matcher_of = Matcher if snapshot is None else IndexFile.beside(snapshot)
    assistant = Assistant(knowledge, matcher_of=matcher_of)
    built = time.process_time()
    assistant.ask(QUESTION)
    answered = time.process_time()
    return {"load": loaded - started, "index": built - loaded, "first": answered - built}


def _ask() -> tuple[float, float]:
    """Return the seconds and the most memory that one question on the command line takes."""
    started = time.perf_counter()
    code = (
        "import resource, sys; from bot.cli import app; "
        "app(standalone_mode=False); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "ask", QUESTION]
    finished = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started, float(finished.stderr.split()[-1])


def _bot() -> Row:
    application = build_application("1:benchmark")
    application.bot_data["services"].assistant.ask(QUESTION)
    return {"memory": memory()}


if __name__ == "__main__":
    if sys.argv[1] == BOT:
        tell(_bot())
    else:
        tell(measure(None if sys.argv[1] == "-" else Path(sys.argv[1])))
