"""What the offline pack costs: seconds, size, the memory of its process and that of the bot."""

import asyncio
import resource
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from bot.application import build_application
from bot.pack.packs import Packs
from handlers.messages.built import Built, Format
from handlers.services import Services
from knowledge.content.loader import load
from knowledge.text.language import Language
from tests.benchmarks.measured import Row, apart, memory, table, tell

BOT = "bot"


def main() -> None:
    """Measure every file by itself, then a bot that has all of them built."""
    console = Console()
    shown = table("file", "language", "seconds", "kB", "MiB at most")
    for file_format in Format:
        for language in Language:
            row = apart("bench_pack", file_format, language)
            cells = (f"{row['seconds']:.1f}", str(row["kB"]), f"{row['memory']:.0f}")
            shown.add_row(file_format, language, *cells)
    console.print(shown)
    row = apart("bench_pack", BOT)
    console.print(f"the bot: {row['before']:.0f} MiB, with all files built {row['after']:.0f} MiB")


def measure(built: Built) -> Row:
    """Return the figures of one file, built in this process."""
    from bot.pack.build import build  # noqa: PLC0415 - Typst must not count as the bot's

    knowledge = load()
    started = time.perf_counter()
    content = build(knowledge, built)
    took = time.perf_counter() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": took, "kB": len(content) // 1000, "memory": most}


def _bot() -> Row:
    application = build_application("1:benchmark")
    services: Services = application.bot_data["services"]
    before = memory()
    with tempfile.TemporaryDirectory() as folder:
        packs = Packs(lambda: services.assistant.knowledge, Path(folder))
        asyncio.run(packs.prepare())
    return {"before": before, "after": memory()}


if __name__ == "__main__":
    if sys.argv[1] == BOT:
        tell(_bot())
    else:
        tell(measure(Built(Format(sys.argv[1]), Language(sys.argv[2]), "benchmark")))
