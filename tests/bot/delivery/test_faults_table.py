"""FAULTS.md names tests that exist, and every test of a row."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[2]
TABLE = (Path(__file__).parent / "FAULTS.md").read_text(encoding="utf-8")
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
DEFINED = set(re.findall(r"def test_(\w+)\(", SOURCES))
NAMED = set(re.findall(r"`(\w+…?)`", TABLE))


def _defined(name: str) -> set[str]:
    if name.endswith("…"):
        return {one for one in DEFINED if one.startswith(name[:-1])}
    return {name} & DEFINED


def test_every_test_that_is_named_exists() -> None:
    assert {name for name in NAMED if not _defined(name)} == set()


def test_every_test_of_a_row_is_named() -> None:
    rows = {name for name in DEFINED if re.match(r"rows?_\d", name)}
    assert rows - {one for name in NAMED for one in _defined(name)} == set()
