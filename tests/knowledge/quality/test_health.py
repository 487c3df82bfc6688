from dataclasses import replace
from datetime import date, timedelta

from knowledge.content.base import KnowledgeBase
from knowledge.quality.health import coverage, stale_documents, to_check_before_use


def test_a_document_is_stale_after_a_year(knowledge: KnowledgeBase) -> None:
    checked = max(document.checked for document in knowledge.documents.values())
    assert stale_documents(knowledge, checked + timedelta(days=365)) == []
    assert stale_documents(knowledge, date(2030, 1, 1))[0].checked <= checked
    assert len(stale_documents(knowledge, date(2030, 1, 1))) == len(knowledge.documents)


def test_entries_that_warn_of_themselves_are_found(knowledge: KnowledgeBase) -> None:
    found = {entry.id for entry in to_check_before_use(knowledge)}
    assert "nutrition" in found
    assert len(found) < len(knowledge.entries)


def test_every_document_carries_something(knowledge: KnowledgeBase) -> None:
    covered = coverage(knowledge)
    assert set(covered) == set(knowledge.documents)
    assert all(found.statements >= found.sections > 0 for found in covered.values())


def test_an_unused_document_covers_nothing(knowledge: KnowledgeBase) -> None:
    alone = replace(knowledge, entries={})
    assert {found.statements for found in coverage(alone).values()} == {0}
