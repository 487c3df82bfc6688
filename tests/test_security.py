"""What deploy/PRIVACY.md says is so."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PRIVACY = (ROOT / "deploy" / "PRIVACY.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \|$", PRIVACY, re.MULTILINE)
_RUN_SQL = {"execute", "executescript", "exec_driver_sql", "text"}
# Names of tables, pragmas and a channel, which stand in the code beside.
_NAMED = {"bot/store/backup.py", "bot/store/peers.py", "bot/store/sqlite.py"}


def test_all_requirements_are_in_the_table() -> None:
    assert [int(number) for number, _what, _test in ROWS] == list(range(1, 29))


@pytest.mark.parametrize("named", re.findall(r"`(tests/[\w/]+\.py::\w+)`", PRIVACY))
def test_every_test_that_the_table_names_exists(named: str) -> None:
    path, _colons, name = named.partition("::")
    code = (ROOT / path).read_text(encoding="utf-8")
    assert re.search(rf"^(async )?def {name}\(", code, re.MULTILINE)


def test_no_statement_is_put_together_from_values() -> None:
    files = sorted((ROOT / "bot").rglob("*.py"))
    assert len(files) > 50
    made = {(path, line) for path in files for line in _made_statements(path)}
    assert {str(path.relative_to(ROOT)) for path, _line in made} == _NAMED


def test_one_function_escapes_what_is_said() -> None:
    files = sorted((ROOT / "handlers").rglob("*.py"))
    assert len(files) > 50
    escaping = [str(path.relative_to(ROOT)) for path in files if "html" in _imported(path)]
    assert escaping == ["handlers/messages/escaping.py"]


def _imported(path: Path) -> Iterator[str]:
    """Yield the modules from which a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module


def _made_statements(path: Path) -> Iterator[int]:
    """Yield the lines where SQL is run that holds more than its text and constants."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr in _RUN_SQL and node.args and not _is_constant(node.args[0]):
            yield node.lineno


def _is_constant(argument: ast.expr) -> bool:
    if isinstance(argument, ast.BinOp):
        return False
    if not isinstance(argument, ast.JoinedStr):
        return True
    values = [part.value for part in argument.values if isinstance(part, ast.FormattedValue)]
    return all(isinstance(value, ast.Name) and value.id.isupper() for value in values)
