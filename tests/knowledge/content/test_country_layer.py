"""A country's own statements come first, and nothing of it shows anywhere else."""

from pathlib import Path

import pytest

from knowledge.answering.audience import Audience
from knowledge.answering.terms import Term
from knowledge.assistant import Assistant, Status
from knowledge.content.base import KnowledgeBase
from knowledge.content.countries import country_names, name_of, named
from knowledge.content.country_layer import find_country, in_country, without_names
from knowledge.content.loader import CONTENT, load, read
from knowledge.quality.check import check
from knowledge.tables.leads import lead_table
from tests.testland import AGENCY, CODE, DOCUMENTS, NUTRITION, write_testland


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    extra = tmp_path_factory.mktemp("extra")
    write_testland(extra)
    return load(CONTENT, extra=extra)


@pytest.fixture(scope="module")
def everywhere(known: KnowledgeBase) -> Assistant:
    return Assistant(known)


@pytest.fixture(scope="module")
def local(everywhere: Assistant) -> Assistant:
    return everywhere.in_country(CODE)


@pytest.mark.parametrize(
    ("question", "own", "rest"),
    [
        ("谁领导营养集群", "【测试国】营养集群由测试营养署牵头", "【全球】"),
        ("测试国营养集群谁牵头", "【测试国】营养集群由测试营养署牵头", "【全球】"),
        (
            "Who leads nutrition in Testland?",
            "[Testland] The Nutrition Cluster is led",
            "[Global] ",
        ),
        ("營養集群由誰牽頭", "【測試國】", "【全球】"),
    ],
)
def test_the_line_of_the_country_comes_first(
    local: Assistant, question: str, own: str, rest: str
) -> None:
    part = local.ask(question).parts[0]
    assert part.paragraphs[0].startswith(own)
    assert part.paragraphs[1].startswith(rest)
    assert part.sources[0].date == "2026-01-02"


def test_a_statement_only_the_country_has_stands_alone(local: Assistant) -> None:
    part = local.ask("营养集群联络人").parts[0]
    assert part.text == "【测试国】营养集群联络人：nutrition@testland.example"


def test_an_entry_of_the_country_is_found_there_alone(
    local: Assistant, everywhere: Assistant
) -> None:
    assert "invented" in local.ask("TNAX").text
    assert everywhere.ask("TNAX").status is Status.NONE
    assert "测试" not in everywhere.ask("谁领导营养集群").text


def test_what_the_country_says_nothing_of_is_unmarked(
    local: Assistant, everywhere: Assistant
) -> None:
    assert local.ask("谁领导物流集群").text == everywhere.ask("谁领导物流集群").text


def test_an_unknown_country_changes_nothing(everywhere: Assistant) -> None:
    assert everywhere.in_country(None) is everywhere
    assert everywhere.in_country("XZZ") is everywhere


def test_who_answers_in_a_country_keeps_the_words_of_its_audience(everywhere: Assistant) -> None:
    audience = Audience(term=Term.QUNZU)
    one, other = (
        everywhere.told_to(audience).in_country(CODE),
        everywhere.in_country(CODE).told_to(audience),
    )
    assert one is other
    assert one.composer.audience == audience


def test_the_table_of_leads_begins_with_those_of_the_country(local: Assistant) -> None:
    table = {cluster.id: leads for cluster, leads in lead_table(local.knowledge)}
    first, *others = table["nutrition"]
    assert (first.agency, first.local) == ("testland-nutrition-agency", True)
    assert first.when is not None
    assert first.when.en == "Testland"
    assert [lead.agency for lead in others] == ["unicef"]
    assert not any(lead.local for lead in table["logistics"])


@pytest.mark.parametrize(
    "text", ["XTL", "xtl", "测试国", "測試國", "testland", "Republic of Testland ", "测试共和国"]
)
def test_a_country_is_found_by_code_and_by_name(known: KnowledgeBase, text: str) -> None:
    found = find_country(known, text)
    assert found is not None
    assert found.code == CODE


def test_names_come_from_cldr() -> None:
    name = name_of("SSD")
    assert name is not None
    assert (name.zh, name.en) == ("南苏丹", "South Sudan")
    assert name_of("XTL") is None
    assert named("刚果金") == named("COD") == named("drc")
    assert named("Atlantis") is None
    assert {"南苏丹", "DRC"} <= set(country_names())


def test_the_countrys_names_go_without_saying(known: KnowledgeBase) -> None:
    country = known.countries[CODE]
    assert without_names(country, "Testland's nutrition lead") == "nutrition lead"
    assert without_names(country, "XTL nutrition, xtlb") == "nutrition, xtlb"
    assert without_names(country, "測試國") == "測試國"


def test_a_clean_country_has_no_problems(known: KnowledgeBase) -> None:
    assert [problem for problem in check(known) if CODE in str(problem.path)] == []


CLUSTER = "entries/cluster/nutrition.yaml"
BODY = "entries/organisation/testland-nutrition-agency.yaml"
ROLE = "entries/role/nutrition.yaml"


@pytest.mark.parametrize(
    ("file", "text", "complaint"),
    [
        (CLUSTER, NUTRITION.replace("  contact:", "  colour:"), "unknown facet"),
        (CLUSTER, NUTRITION.replace("testland-note", "nowhere"), "no document"),
        (BODY, AGENCY.replace("TNAX", "WFP"), "wfp and testland"),
        (BODY, AGENCY.replace("to: nutrition", "to: nobody"), "no entry"),
        (ROLE, NUTRITION.replace("kind: cluster", "kind: role"), "of kind cluster"),
        ("documents.yaml", DOCUMENTS.replace("zh: 测试国协调说明, ", ""), "field is missing"),
        ("country.yaml", "aliases: {zh: [测试]}", "name the folder by an ISO code"),
    ],
)
def test_each_fault_of_a_country_is_found(
    tmp_path: Path, file: str, text: str, complaint: str
) -> None:
    folder = write_testland(tmp_path)
    if file == ROLE:
        (folder / CLUSTER).unlink()
        (folder / "entries" / "role").mkdir()
    (folder / file).write_text(text, encoding="utf-8")
    known, problems = read(CONTENT, extra=tmp_path)
    assert any(complaint in problem.reason for problem in problems + check(known))


def test_a_country_without_entries_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "countries" / "SSD").mkdir(parents=True)
    [problem] = read(CONTENT, extra=tmp_path)[1]
    assert "no entry under entries/" in problem.reason


def test_the_content_that_holds_everywhere_stays_as_it_is(known: KnowledgeBase) -> None:
    before = known.entries["nutrition"]
    laid = in_country(known, known.countries[CODE])
    assert known.entries["nutrition"] is before
    assert len(laid.entries) == len(known.entries) + 1
