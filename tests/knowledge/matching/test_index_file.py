"""A kept index saves time and changes nothing; and nothing but an index is read from its file."""

import json
import os
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from knowledge.assistant import Assistant
from knowledge.content.base import KnowledgeBase
from knowledge.content.sealed import read_sealed, write_sealed
from knowledge.matching import index_file
from knowledge.matching.index_file import IndexFile
from knowledge.matching.matcher import Matcher

QUESTIONS = ["谁领导营养集群", "jiqun qidong tiaojian", "who leeds nutritoin", "签证怎么办"]


class Watched(IndexFile):
    """One that tells what it could not read."""

    def __init__(self, path: Path, *, before: Path | None = None) -> None:
        self.made: list[KnowledgeBase] = []
        super().__init__(path, before=before or path, make=self._watched)

    def _watched(self, knowledge: KnowledgeBase) -> Matcher:
        self.made.append(knowledge)
        return Matcher(knowledge)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / "content.index"


@pytest.fixture
def kept(knowledge: KnowledgeBase, path: Path) -> Watched:
    """A file that holds the index of the content."""
    Watched(path)(knowledge)
    return Watched(path)


def test_a_kept_one_answers_the_same(knowledge: KnowledgeBase, kept: Watched) -> None:
    made, read = Assistant(knowledge), Assistant(knowledge, matcher_of=kept)
    assert [read.ask(one) for one in QUESTIONS] == [made.ask(one) for one in QUESTIONS]
    assert kept.made == []


def test_one_made_at_the_installation_is_read_and_not_written(
    knowledge: KnowledgeBase, kept: Watched, path: Path, tmp_path: Path
) -> None:
    before = path.read_bytes()
    later = Watched(tmp_path / "later.index", before=path)
    later(knowledge)
    assert later.made == []
    changed = replace(knowledge, version="changed")
    later(changed)
    later(changed)
    assert later.made == [changed]
    assert path.read_bytes() == before


def test_other_content_has_another(knowledge: KnowledgeBase, kept: Watched) -> None:
    changed = replace(knowledge, version="changed")
    kept(changed)
    kept(changed)
    assert kept.made == [changed]


def test_another_program_makes_its_own(
    knowledge: KnowledgeBase, kept: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_file, "_program", lambda: "another")
    kept(knowledge)
    assert kept.made == [knowledge]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-9],
        lambda data: data.replace(b"nutrition", b"malnutrit"),
        lambda _data: b"",
        lambda _data: b"\xff\n\xff",
    ],
)
def test_a_damaged_one_is_made_anew(
    knowledge: KnowledgeBase, kept: Watched, path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path.write_bytes(damage(path.read_bytes()))
    kept(knowledge)
    kept(knowledge)
    assert kept.made == [knowledge]


class Evil:
    """What runs a program when it is read by anyone who makes whatever is asked for."""

    def __init__(self, proof: Path) -> None:
        self.proof = proof

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.proof),)


def test_nothing_else_is_made_of_a_file(
    knowledge: KnowledgeBase, kept: Watched, path: Path, tmp_path: Path
) -> None:
    version = json.dumps([knowledge.version, "", index_file._program()]).encode()
    assert read_sealed(path, version)
    write_sealed(path, version, pickle.dumps(Evil(tmp_path / "proof")))
    kept(knowledge)
    assert kept.made == [knowledge]
    assert not (tmp_path / "proof").exists()
    write_sealed(path, version, pickle.dumps({"not": "a matcher"}))
    kept(knowledge)
    assert len(kept.made) == 2


def test_where_nothing_can_be_written_it_goes_on(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    assert IndexFile(blocked / "content.index")(knowledge).match(QUESTIONS[0]).matches
