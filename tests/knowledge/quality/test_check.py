"""The linter a curator trusts: each fault is found, and the shipped content has none."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.content.base import KnowledgeBase
from knowledge.content.loader import read
from knowledge.quality.characters import script_problems
from knowledge.quality.check import check
from tests.knowledge.conftest import ENTRY

QUESTIONS = Path(__file__).parents[2] / "questions"


def test_the_shipped_content_is_clean(knowledge: KnowledgeBase) -> None:
    assert check(knowledge, questions=QUESTIONS) == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("  definition:", "  colour:"), "unknown facet"),
        (("unhcr-cluster-approach", "nowhere"), "there is no document 'nowhere'"),
        (("name:", "related: [nobody]\nname:"), "there is no entry 'nobody'"),
        (("name:", "related: [test-body]\nname:"), "not tied to itself"),
        (("一家测试机构。", "一家" + "很" * 450), "at most 450"),
        (("A test body.", "A " + "very " * 200), "at most 900"),
        (("一家测试机构。", "一家測試機構。"), "Traditional characters"),
        (("A test body.", "A tеst body."), "CYRILLIC SMALL LETTER IE"),
        (("A test body.", "A 测试 body."), "Chinese characters in English"),
        (("A test body.", "A ｔest body."), "full-width"),
        (("facets:", "abbreviations: [test]\nfacets:"), "is no abbreviation"),
        (("facets:", "aliases: {zh: [测试机构]}\nfacets:"), "stands twice"),
        (
            ("    statements:", "    cues: {zh: [测什么, 测什么]}\n    statements:"),
            "among the cues",
        ),
    ],
)
def test_each_fault_is_found_with_its_line(
    content: Path, change: tuple[str, str], complaint: str
) -> None:
    path = content / "entries" / "body" / "test-body.yaml"
    path.write_text(ENTRY.replace(*change, 1), encoding="utf-8")
    knowledge, broken = read(content)
    assert broken == []
    [problem] = check(knowledge)
    assert complaint in problem.reason
    assert problem.line > 0


def test_a_name_of_two_entries_must_be_declared_shared(content: Path) -> None:
    other = ENTRY.replace("id: test-body", "id: twin").replace("Test body", "Twin")
    (content / "entries" / "body" / "twin.yaml").write_text(other, encoding="utf-8")
    [problem] = check(read(content)[0])
    assert "test-body and twin" in problem.reason
    (content / "vocabulary" / "shared_names.yaml").write_text("- 测试机构", encoding="utf-8")
    assert check(read(content)[0]) == []


@pytest.mark.parametrize(
    ("acts", "complaint"),
    [
        ("nobody: {to: body, phrases: {en: [end …]}}", "there is no entry 'nobody'"),
        ("test-body: {to: colour, phrases: {en: [end …]}}", "Input should be"),
        ("test-body: {to: body, phrases: {en: [end it]}}", "write '…' once"),
        ("test-body: {to: body, phrases: {en: [… and …]}}", "write '…' once"),
    ],
)
def test_an_act_needs_a_thing_and_what_tells_of_it(
    content: Path, acts: str, complaint: str
) -> None:
    (content / "vocabulary" / "acts.yaml").write_text(acts, encoding="utf-8")
    knowledge, broken = read(content)
    [problem] = [*broken, *check(knowledge)]
    assert problem.path.name == "acts.yaml"
    assert complaint in problem.reason


def test_what_is_asked_about_in_a_situation_is_an_entry(content: Path) -> None:
    facets = content / "vocabulary" / "facets.yaml"
    told = facets.read_text(encoding="utf-8")
    facets.write_text(told.replace("\nrefugee:", "\nrefugee:\n  of: nobody"), encoding="utf-8")
    [problem] = check(read(content)[0])
    assert (problem.path.name, problem.field) == ("facets.yaml", "refugee")
    assert "there is no entry 'nobody'" in problem.reason


def test_what_is_offered_unasked_and_was_renamed_is_a_remark(knowledge: KnowledgeBase) -> None:
    cluster = knowledge.entries["cluster"]
    facets = {name: facet for name, facet in cluster.facets.items() if name != "definition"}
    entries = {name: entry for name, entry in knowledge.entries.items() if name != "cerf"}
    entries["cluster"] = cluster.model_copy(update={"facets": facets})
    found = check(replace(knowledge, entries=entries))
    remarks = {problem.field: str(problem) for problem in found if not problem.severe}
    assert set(remarks) == {"cerf.eligibility", "cluster.definition"}
    assert all("knowledge/ready.py" in remark for remark in remarks.values())
    assert "cluster.yaml" in remarks["cluster.definition"]


def test_an_entry_needs_questions_in_both_languages(content: Path) -> None:
    knowledge = read(content)[0]
    folder = content / "questions"
    (folder / "body").mkdir(parents=True)
    [problem] = check(knowledge, questions=folder)
    assert "0 questions" in problem.reason
    file = folder / "body" / "test-body.yaml"
    file.write_text("[{q: 一}, {q: 二}, {q: 三}, {q: 四}]", encoding="utf-8")
    [problem] = check(knowledge, questions=folder)
    assert "both languages" in problem.reason
    file.write_text("[{q: a, facet: lead}, {q: 二}, {q: 三}, {q: 四}]", encoding="utf-8")
    [problem] = check(knowledge, questions=folder)
    assert "no facet 'lead'" in problem.reason


def test_a_document_read_long_ago_is_a_remark(content: Path) -> None:
    remarks = check(read(content)[0], today=date(2028, 1, 1))
    assert len(remarks) == 5
    assert not any(remark.severe for remark in remarks)


def test_chinese_in_brackets_is_allowed_in_english() -> None:
    assert list(script_problems("The cluster (集群) leads.", chinese=False)) == []
