"""The server of the tests lives no longer than they do."""

import subprocess
import sys
import time
from pathlib import Path

from tests.postgresql import serving

SECONDS = 60.0
"""On a busy computer."""
_SERVE = """
from tests.postgresql import serving
with serving() as server:
    print(server.folder, flush=True)
    input()
"""


def _is_gone(folder: Path) -> bool:
    """Return whether a server and its folder are gone within a minute."""
    until = time.monotonic() + SECONDS
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    commands = Path("/proc").glob("[0-9]*/cmdline")
    return not folder.exists() and not any(str(folder) in _read(one) for one in commands)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:  # ended meanwhile
        return ""


def test_it_ends_with_the_block() -> None:
    with serving() as server:
        server.new_database()
    assert _is_gone(server.folder)


def test_it_ends_when_the_tests_are_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _SERVE],
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as tests:
        assert tests.stdout is not None
        folder = Path(tests.stdout.readline().strip())
        assert (folder / "data" / "postmaster.pid").exists()
        tests.kill()
    assert _is_gone(folder)
