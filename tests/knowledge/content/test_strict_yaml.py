"""Content is text written in a hurry: whatever YAML would guess is refused, with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.content.strict_yaml import MAX_BYTES, parse


def complaints(tmp_path: Path, text: str | bytes) -> list[str]:
    path = tmp_path / "entry.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    parsed = parse(path)
    assert (parsed.value is None) == bool(parsed.problems)
    return [f"{problem.line}: {problem.reason}" for problem in parsed.problems]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param(
            "a: 1\na: 2\n", "2: the key 'a' stands twice, first on line 1", id="row-3-twice"
        ),
        pytest.param("a: no\n", "1: YAML reads 'no' as bool", id="row-4-no"),
        pytest.param("a:\n  - 12:30\n", "2: YAML reads '12:30' as int", id="row-4-time"),
        pytest.param("a: 1.10\n", "1: YAML reads '1.10' as float", id="row-4-version"),
        pytest.param(
            "a: 2005-01-01\n", "1: YAML reads '2005-01-01' as timestamp", id="row-4-date"
        ),
        pytest.param("a:\n", "1: YAML reads '' as null", id="row-4-nothing"),
        pytest.param("a: !!python/object:os.system x\n", "1: tags", id="row-5-tag"),
        pytest.param("a: &x b\nc: *x\n", "2: aliases", id="row-6-alias"),
        pytest.param("a: &x b\n", "1: anchors", id="row-6-anchor"),
        pytest.param("a: [" * 25 + "]" * 25, "nested more than 20", id="row-7-deep"),
        pytest.param("[" * 60_000, "nested", id="row-7-very-deep"),
        pytest.param("a: [" + "x, " * 60_000 + "x]", "more than 50,000 values", id="row-7-many"),
        pytest.param("", "the file is empty", id="row-8-empty"),
        pytest.param("a: b\x00c\n", "not YAML", id="row-8-nul"),
        pytest.param("a:\n\t- b\n", "2: this is not YAML", id="row-8-tab"),
        pytest.param("a: b".encode("utf-16"), "not UTF-8", id="row-8-utf-16"),
        pytest.param("a: 'b\n", "not YAML", id="row-1-cut-off"),
        pytest.param("? [a]\n: b\n", "1: a key must be a word", id="odd-key"),
    ],
)
def test_what_yaml_would_guess_is_refused(
    tmp_path: Path, text: str | bytes, complaint: str
) -> None:
    assert any(complaint in found for found in complaints(tmp_path, text))


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    [complaint] = complaints(tmp_path, "a: " + "b" * MAX_BYTES)
    assert "1,000,000 bytes" in complaint


def test_all_problems_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    assert len(complaints(tmp_path, "a: yes\nb: 1\nb: c\n")) == 3


def test_a_byte_order_mark_and_windows_lines_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "entry.yaml"
    path.write_bytes("\ufeffa: b\r\nc:\r\n  - d\r\n".encode())
    assert parse(path).value == {"a": "b", "c": ["d"]}


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_bytes_at_all_crash_it(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "entry.yaml"
    path.write_bytes(data)
    parsed = parse(path)
    assert (parsed.value is None) == bool(parsed.problems)
