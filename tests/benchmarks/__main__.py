"""Run every benchmark of this package, or those named: ``python -m tests.benchmarks matching``."""

import asyncio
import importlib
import inspect
import sys
from collections.abc import Awaitable
from pathlib import Path

from rich.console import Console


def run(names: list[str]) -> None:
    """Run ``main()`` of each ``bench_<name>``, awaiting it where that is needed."""
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        if names and path.stem.removeprefix("bench_") not in names:
            continue
        Console().rule(path.stem.removeprefix("bench_"))
        result = importlib.import_module(f"tests.benchmarks.{path.stem}").main()
        if inspect.isawaitable(result):
            asyncio.run(_finish(result))


async def _finish(result: Awaitable[None]) -> None:
    await result


if __name__ == "__main__":
    run(sys.argv[1:])
