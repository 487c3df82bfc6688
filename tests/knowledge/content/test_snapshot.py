"""A snapshot saves time and changes nothing: neither what is loaded nor what is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.content import snapshot as module
from knowledge.content.loader import load
from knowledge.content.snapshot import Snapshot
from knowledge.content.strict_yaml import Parsed, parse
from knowledge.exceptions import ContentError

ENTRY = "name: [a, b]\ntitle: c\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "entry.yaml"
    path.write_text(ENTRY, encoding="utf-8")
    return path


@pytest.fixture
def kept(tmp_path: Path, file: Path) -> Path:
    """A snapshot that holds the file."""
    path = tmp_path / "cache" / "content.json"
    _parse(path, file)
    return path


def _parse(snapshot: Path, file: Path) -> Parsed:
    opened = Snapshot(snapshot)
    parsed = opened.parse(file)
    opened.keep()
    return parsed


@pytest.fixture
def unparsed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that the parser itself was asked to read."""
    asked: list[Path] = []

    def watched(path: Path) -> Parsed:
        asked.append(path)
        return parse(path)

    monkeypatch.setattr(module, "parse", watched)
    return asked


def test_all_content_is_the_same_with_and_without(tmp_path: Path) -> None:
    path = tmp_path / "content.json"
    assert load(snapshot=path) == load(snapshot=path) == load()


def test_a_known_file_is_not_parsed_again(kept: Path, file: Path, unparsed: list[Path]) -> None:
    assert _parse(kept, file).value == {"name": ["a", "b"], "title": "c"}
    assert unparsed == []


def test_one_made_at_the_installation_is_read_and_not_written(
    kept: Path, file: Path, unparsed: list[Path], tmp_path: Path
) -> None:
    before = kept.read_bytes()
    other = tmp_path / "other.yaml"
    other.write_text("title: d\n", encoding="utf-8")
    later = Snapshot(tmp_path / "later.json", before=kept)
    assert later.parse(file).value == {"name": ["a", "b"], "title": "c"}
    later.parse(other)
    later.keep()
    assert unparsed == [other]
    assert kept.read_bytes() == before
    _parse(tmp_path / "later.json", file)
    assert unparsed == [other]


def test_a_known_file_still_tells_its_lines(kept: Path, file: Path) -> None:
    assert _parse(kept, file).line_of(("title",)) == 2
    assert _parse(kept, file).lines == parse(file).lines


def test_a_changed_file_is_parsed(kept: Path, file: Path, unparsed: list[Path]) -> None:
    file.write_text("title: d\n", encoding="utf-8")
    assert _parse(kept, file).value == {"title": "d"}
    assert unparsed == [file]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-9],
        lambda data: data.replace(b'"c"', b'"x"'),
        lambda _data: b"",
        lambda _data: b"{}",
        lambda _data: b"\xff\n\xff",
    ],
)
def test_a_damaged_snapshot_is_passed_over_and_replaced(
    kept: Path, file: Path, damage: Callable[[bytes], bytes]
) -> None:
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert _parse(kept, file) == parse(file)
    assert kept.read_bytes() == whole


def test_one_of_another_parser_is_passed_over(
    kept: Path, file: Path, unparsed: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_parser", lambda: b"another")
    _parse(kept, file)
    assert unparsed == [file]


def test_a_refused_file_is_refused_each_time(tmp_path: Path, file: Path) -> None:
    file.write_text("a: no\n", encoding="utf-8")
    first, second = (_parse(tmp_path / "content.json", file) for _ in range(2))
    assert first.problems == second.problems != []


def test_bad_content_leaves_no_snapshot(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        load(tmp_path, snapshot=tmp_path / "content.json")
    assert not (tmp_path / "content.json").exists()


def test_where_nothing_can_be_written_it_goes_on(tmp_path: Path, file: Path) -> None:
    assert _parse(file / "content.json", file) == parse(file)
    assert list(tmp_path.iterdir()) == [file]
