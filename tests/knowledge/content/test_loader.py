"""Loading reports everything that is wrong, with file, line and field."""

from pathlib import Path
from unittest.mock import Mock

import pytest
import yaml

from knowledge.content.loader import load, read, version_of
from knowledge.exceptions import ContentError
from tests.knowledge.conftest import ENTRY
from tests.testland import write_testland


def test_a_small_content_folder_loads(content: Path) -> None:
    assert set(load(content).entries) == {"test-body"}


def test_what_an_editor_keeps_beside_a_file_is_not_content(content: Path) -> None:
    (content / "entries" / "body" / ".#test-body.yaml").symlink_to("somebody@host.1:2")
    assert set(load(content).entries) == {"test-body"}


def test_the_version_is_told_without_looking_into_the_files(
    content: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    extra = tmp_path_factory.mktemp("extra")
    write_testland(extra)
    (extra / "documents.yaml").write_bytes((content / "documents.yaml").read_bytes())
    versions = [read(content)[0].version, read(content, extra=extra)[0].version]
    monkeypatch.setattr(yaml, "compose", Mock(side_effect=AssertionError))
    assert [version_of(content), version_of(content, extra=extra)] == versions
    assert versions[0] != versions[1]


def test_equal_content_has_an_equal_version(content: Path) -> None:
    first = load(content).version
    assert load(content).version == first
    path = content / "entries" / "body" / "test-body.yaml"
    path.write_text(ENTRY.replace("A test body.", "Another body."), encoding="utf-8")
    assert load(content).version != first


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("en: A test body.", "fr: Un corps."), "test-body.yaml:7: facets.definition"),
        (("kind: body", "kind: role"), "belongs into entries/role/"),
        (("id: test-body", "id: other"), "must be named other.yaml"),
        (("kind: body", "kind: thing"), "test-body.yaml:2: kind"),
        ((", en: Test body}", "}"), "name.en: this field is missing"),
        (("sources: [{document: unhcr-cluster-approach, section: x}]", "sources: []"), "sources"),
        (("facets:", "colour: red\nfacets:"), "test-body.yaml:4: colour: there is no such field"),
    ],
)  # fmt: skip
def test_a_bad_entry_names_file_line_and_field(
    content: Path, change: tuple[str, str], complaint: str
) -> None:
    path = content / "entries" / "body" / "test-body.yaml"
    path.write_text(ENTRY.replace(*change), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(content)
    assert complaint in str(caught.value)


def test_problems_of_all_files_are_told_together(content: Path) -> None:
    (content / "entries" / "body" / "a.yaml").write_text("a: no", encoding="utf-8")
    (content / "documents.yaml").write_text("a: 1", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(content)
    assert {problem.path.name for problem in caught.value.problems} == {"a.yaml", "documents.yaml"}


def test_a_linter_goes_on_past_a_broken_file(content: Path) -> None:
    (content / "entries" / "body" / "a.yaml").write_text("a: no", encoding="utf-8")
    knowledge, problems = read(content)
    assert set(knowledge.entries) == {"test-body"}
    assert len(problems) == 1


def test_an_empty_folder_is_an_error_and_not_an_empty_bot(content: Path) -> None:
    (content / "entries" / "body" / "test-body.yaml").unlink()
    with pytest.raises(ContentError, match="no entry"):
        load(content)


def test_an_extra_folder_adds_and_replaces(content: Path, tmp_path: Path) -> None:
    extra = tmp_path / "extra" / "entries" / "body"
    extra.mkdir(parents=True)
    (extra / "test-body.yaml").write_text(ENTRY.replace("A test", "A local"), encoding="utf-8")
    new = ENTRY.replace("test-body", "new-body").replace("Test body", "New body")
    (extra / "new-body.yaml").write_text(new, encoding="utf-8")
    knowledge = load(content, extra=tmp_path / "extra")
    assert set(knowledge.entries) == {"test-body", "new-body"}
    assert knowledge.entries["test-body"].facets["definition"].statements[0].en == "A local body."


def test_phrasings_of_an_unknown_entry_or_facet_are_refused(content: Path) -> None:
    folder = content / "asked" / "body"
    folder.mkdir(parents=True)
    (folder / "test-body.yaml").write_text("lead: {zh: [谁]}", encoding="utf-8")
    (folder / "nobody.yaml").write_text("lead: {zh: [谁]}", encoding="utf-8")
    _knowledge, problems = read(content)
    assert [problem.path.stem for problem in problems] == ["nobody", "test-body"]
