"""What a curator gets wrong in a procedure is found, with its line."""

from pathlib import Path

import pytest

from knowledge.content.base import KnowledgeBase
from knowledge.content.loader import read
from knowledge.quality.check import check

PROCEDURE = """\
id: test-way
name: {zh: 测试程序, en: Test way}
purpose: {zh: 用来测试, en: For testing}
order: "1"
fields:
  place:
    label: {zh: 地点, en: Place}
    hint: {zh: 写地名。, en: The place.}
steps:
  - id: gate
    title: {zh: 去哪里？, en: "Where to?"}
    options:
      - {id: on, label: {zh: 往前, en: "On"}, to: act}
      - {id: off, label: {zh: 到此为止, en: "Off"}, to: end}
    sources: [{document: unhcr-cluster-approach, section: x}]
  - id: act
    title: {zh: 动手, en: Act}
    do:
      - {zh: 做一件事。, en: Do a thing.}
    fields: [place]
    links: [test-body]
    sources: [{document: unhcr-cluster-approach, section: x}]
  - id: last
    title: {zh: 收尾, en: Last}
    do:
      - {zh: 做完。, en: Finish.}
    sources: [{document: unhcr-cluster-approach, section: x}]
papers:
  - id: letter
    title: {zh: 信, en: Letter}
    needs: act
    blocks:
      - text: {zh: "地点：{place}", en: "Place: {place}"}
      - bullets: place
    sources: [{document: unhcr-cluster-approach, section: x}]
""".replace("{id: on,", '{id: "on",').replace("{id: off,", '{id: "off",')


def _written(content: Path, text: str) -> KnowledgeBase:
    (content / "procedures").mkdir(exist_ok=True)
    (content / "procedures" / "test-way.yaml").write_text(text, encoding="utf-8")
    knowledge, broken = read(content)
    assert broken == []
    return knowledge


def test_a_sound_procedure_has_no_faults(content: Path) -> None:
    assert check(_written(content, PROCEDURE)) == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("to: act", "to: last"), "no way leads to the step 'act'"),
        (("to: end}", "to: nowhere}"), "no step 'nowhere'"),
        (("id: last", "id: act"), "'act' is taken"),
        (("id: last\n", "id: last\n    next: act\n"), "no way leads from 'last' to the end"),
        (("fields: [place]", "fields: [place, date]"), "no field 'date'"),
        (("links: [test-body]", "links: [nobody]"), "no entry 'nobody'"),
        (('order: "1"', 'order: "1"\noffered_with: {nobody: [lead]}'), "no answer nobody: lead"),
        (('order: "1"', 'order: "1"\noffered_with: {test-body: [x]}'), "no answer test-body: x"),
        (("needs: act", "needs: nothing"), "no step 'nothing'"),
        (("bullets: place", "bullets: date"), "no field 'date'"),
        (("Place: {place}", "Place: {date}"), "no field 'date'"),
        (("section: x}", "section: x}, {document: none, section: x}"), "no document 'none'"),
        (("动手", "動手"), "Traditional characters"),
        (("Do a thing", "Dо a thing"), "CYRILLIC"),
        (("做一件事。", "做" * 1101), "at most 1100"),
        (("en: Act}", f"en: {'A' * 57}}}"), "more than 56 characters of en"),
        (("zh: 测试程序", "zh: 名字太长的一个测试用的程序"), "more than 12 characters of zh"),
        (("    fields: [place]\n", ""), "no step asks for this field"),
        (
            ("    fields: [place]", "    if_none: last\n    fields: [place]"),
            "if_none needs criteria",
        ),
        (
            ("      - {zh: 做完。, en: Finish.}", "\n".join(["      - {zh: 一, en: a}"] * 6)),
            "more than 5 lines",
        ),
    ],
)
def test_each_fault_is_found_with_its_line(
    content: Path, change: tuple[str, str], complaint: str
) -> None:
    assert change[0] in PROCEDURE
    problems = check(_written(content, PROCEDURE.replace(*change, 1)))
    [found] = [problem for problem in problems if complaint in problem.reason]
    assert found.line > 0
    assert found.path.name == "test-way.yaml"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("{zh: 动手, en: Act}", "{zh: 动手}"), "this field is missing"),
        (("{zh: 动手, en: Act}", "{zh: 动手, en: Act, fr: Agir}"), "no such field here"),
        (("id: test-way", "id: other-way"), "must be named other-way.yaml"),
    ],
)
def test_a_wrong_shape_is_refused_by_the_loader(
    content: Path, change: tuple[str, str], complaint: str
) -> None:
    (content / "procedures").mkdir()
    path = content / "procedures" / "test-way.yaml"
    path.write_text(PROCEDURE.replace(*change, 1), encoding="utf-8")
    _knowledge, problems = read(content)
    assert any(complaint in problem.reason and problem.line > 0 for problem in problems)


def test_extra_content_replaces_a_procedure(content: Path, tmp_path: Path) -> None:
    _written(content, PROCEDURE)
    extra = tmp_path / "extra"
    (extra / "procedures").mkdir(parents=True)
    text = PROCEDURE.replace("Test way", "Our way")
    (extra / "procedures" / "test-way.yaml").write_text(text, encoding="utf-8")
    knowledge, broken = read(content, extra=extra)
    assert broken == []
    assert knowledge.procedures["test-way"].name.en == "Our way"
    assert check(knowledge) == []
