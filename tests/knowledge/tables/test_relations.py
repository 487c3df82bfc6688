"""Chains and tables are computed from the relations, conditions kept."""

from collections.abc import Iterable

import pytest

from knowledge.content.base import KnowledgeBase, Vocabulary
from knowledge.models import Entry, Kind, RelationKind, Situation
from knowledge.tables.relations import Link, chain, path, related_by

TOP = "un-secretary-general"


def small(*ties: str) -> KnowledgeBase:
    """A knowledge base of ties such as ``a accountable_to b through c in no_hc``."""
    held: dict[str, dict[str, list[dict[str, object]]]] = {}
    for tie in ties:
        start, kind, end, *rest = tie.split()
        words = dict(zip(rest[::2], rest[1::2], strict=True))
        relation: dict[str, object] = {
            "to": end,
            "through": words.get("through"),
            "situation": words.get("in"),
            "sources": [{"document": "d", "section": "s"}],
        }
        held.setdefault(start, {}).setdefault(kind, []).append(relation)
        for other in (end, words.get("through", end)):
            held.setdefault(other, {})
    entries = [
        {
            "id": name,
            "kind": "role",
            "name": {"zh": name, "en": name},
            "facets": {
                "definition": {"statements": [{"zh": "z", "en": "e", "sources": [source]}]}
            },
            "relations": relations,
        }
        for name, relations in held.items()
        for source in [{"document": "d", "section": "s"}]
    ]
    loaded = [Entry.model_validate(entry) for entry in entries]
    return KnowledgeBase({entry.id: entry for entry in loaded}, {}, Vocabulary({}), "v")


def steps(links: Iterable[Link]) -> list[str]:
    return [f"{link.start}>{link.end}" for link in links]


def test_a_chain_keeps_every_branch_nearest_first() -> None:
    known = small(
        "a accountable_to b", "b accountable_to d", "a accountable_to c", "c accountable_to d"
    )
    assert steps(chain(known, "a").links) == ["a>b", "a>c", "b>d", "c>d"]


def test_a_loop_ends() -> None:
    known = small("a accountable_to b", "b accountable_to c", "c accountable_to a")
    found = chain(known, "a")
    assert steps(found.links) == ["a>b", "b>c", "c>a"]
    assert steps(found.up_to("c")) == ["a>b", "b>c"]
    assert found.tops == ()
    assert steps(path(known, "a", "c")) == ["a>b", "b>c"]


def test_the_lines_of_every_situation_are_kept() -> None:
    known = small(
        "a accountable_to b", "a accountable_to c in no_hc", "a accountable_to d in mixed"
    )
    assert steps(chain(known, "a").links) == ["a>b", "a>c", "a>d"]
    assert [link.relation.situation for link in chain(known, "a").links] == [
        None,
        Situation.NO_HC,
        Situation.MIXED,
    ]


def test_a_third_entry_stands_between() -> None:
    known = small("a accountable_to c through b", "b accountable_to d in no_hc")
    assert steps(chain(known, "a").links) == ["a>b", "b>c", "b>d"]


def test_only_ways_to_the_end_are_kept() -> None:
    known = small("a accountable_to b", "b accountable_to c", "b accountable_to d")
    assert steps(chain(known, "a").up_to("c")) == ["a>b", "b>c"]
    assert chain(known, "a").up_to("nowhere") == ()


def test_without_a_line_of_its_own_it_begins_with_what_is_represented() -> None:
    known = small("a represents b", "b part_of c", "c accountable_to d")
    assert [link.kind for link in chain(known, "a").links] == [
        RelationKind.REPRESENTS,
        RelationKind.PART_OF,
        RelationKind.ACCOUNTABLE_TO,
    ]
    assert chain(small("a part_of b", "b part_of a"), "a").links == ()


def test_accountability_comes_before_a_shorter_way() -> None:
    known = small("a accountable_to b", "b accountable_to c", "a supports c")
    assert steps(path(known, "a", "c")) == ["a>b", "b>c"]
    assert steps(path(known, "c", "a")) == ["a>b", "b>c"]


def test_other_relations_are_read_in_both_directions() -> None:
    known = small("a leads b", "c member_of b", "d hosts e")
    assert steps(path(known, "a", "c")) == ["a>b", "c>b"]
    assert path(known, "a", "d") == ()
    assert path(known, "a", "a") == ()


@pytest.mark.parametrize("start", ["cluster-coordinator", "cluster-lead-agency", "rc-hc"])
def test_the_shipped_chain_reaches_the_top(knowledge: KnowledgeBase, start: str) -> None:
    assert chain(knowledge, start).route(TOP)


def test_every_cluster_reaches_the_top(knowledge: KnowledgeBase) -> None:
    clusters = [e.id for e in knowledge.entries.values() if e.kind is Kind.CLUSTER]
    assert len(clusters) >= 11
    assert [cluster for cluster in clusters if not chain(knowledge, cluster).route(TOP)] == []


def test_without_an_hc_the_lead_agency_answers_to_the_rc(knowledge: KnowledgeBase) -> None:
    without = [
        link
        for link in chain(knowledge, "nutrition").links
        if link.relation.situation is Situation.NO_HC
    ]
    assert steps(without) == [
        "cluster-lead-agency>resident-coordinator",
        "resident-coordinator>emergency-relief-coordinator",
    ]
    assert chain(knowledge, "emergency-relief-coordinator").route(TOP)


@pytest.mark.parametrize("start", ["cerf", "nobody"])
def test_most_things_have_no_chain(knowledge: KnowledgeBase, start: str) -> None:
    assert chain(knowledge, start).links == ()


def test_tables_read_both_ways(knowledge: KnowledgeBase) -> None:
    led = {x.end for x in related_by(knowledge, RelationKind.LEADS, "unicef")}
    assert {"nutrition", "education", "wash"} <= led
    leading = {
        x.start for x in related_by(knowledge, RelationKind.LEADS, "nutrition", inverse=True)
    }
    assert leading == {"unicef"}
    members = {
        x.start for x in related_by(knowledge, RelationKind.MEMBER_OF, "iasc", inverse=True)
    }
    assert {"wfp", "who", "unhcr"} <= members
    assert "iasc" in {x.end for x in related_by(knowledge, RelationKind.MEMBER_OF, "wfp")}


def test_who_may_apply_and_who_may_not_with_conditions(knowledge: KnowledgeBase) -> None:
    may = related_by(knowledge, RelationKind.ELIGIBLE_FOR, "cerf", inverse=True)
    may_not = related_by(knowledge, RelationKind.NOT_ELIGIBLE_FOR, "cerf", inverse=True)
    assert {"un-operational-agencies", "wfp"} <= {link.start for link in may}
    [ngos] = [link for link in may_not if link.start == "ngos"]
    assert ngos.relation.when is not None


def test_leads_by_situation(knowledge: KnowledgeBase) -> None:
    links = related_by(knowledge, RelationKind.LEADS, "shelter", inverse=True)
    conflict = {
        link.start for link in links if link.relation.situation in (None, Situation.CONFLICT)
    }
    assert "unhcr" in conflict
    assert "ifrc" not in conflict
