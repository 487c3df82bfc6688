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
# Names of tables and pragmas that stand in the code.
_OF_CONSTANTS = {"bot/store/backup.py", "bot/store/database.py"}


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
    assert {str(path.relative_to(ROOT)) for path, _line in made} <= _OF_CONSTANTS


def _made_statements(path: Path) -> Iterator[int]:
    """Yield the lines where SQL is run whose text is not written there as it is."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        made = node.args and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
        if node.func.attr in _RUN_SQL and made:
            yield node.lineno
