"""The tree of who answers to whom."""

from knowledge.content.base import KnowledgeBase
from knowledge.tables.chart import Row, chart


def _row(rows: tuple[Row, ...], entry: str, *, above: str | None = None) -> Row:
    return next(
        row
        for row in rows
        if row.entry == entry
        and (above is None or (row.above is not None and rows[row.above].entry == above))
    )


def test_an_entry_stands_in_full_once_and_in_short_under_the_others(
    knowledge: KnowledgeBase,
) -> None:
    rows = chart(knowledge).rows
    lead = [row for row in rows if row.entry == "cluster-lead-agency"]
    assert sorted(row.again for row in lead) == [False, True]
    assert not _row(rows, "cluster-lead-agency", above="humanitarian-coordinator").again
    in_short = _row(rows, "cluster-lead-agency", above="resident-coordinator")
    assert in_short.again
    assert in_short.conditional


def test_a_line_without_a_condition_comes_first(knowledge: KnowledgeBase) -> None:
    rows = chart(knowledge).rows
    assert not _row(rows, "humanitarian-coordinator", above="emergency-relief-coordinator").again
    assert not _row(rows, "deputy-secretary-general", above="un-secretary-general").conditional


def test_the_line_of_an_entry_is_marked_even_if_it_is_no_role(knowledge: KnowledgeBase) -> None:
    for asked in ("nutrition", "cluster-coordinator", "unhcr"):
        marked = [row.entry for row in chart(knowledge, asked).rows if row.on_way]
        assert "un-secretary-general" in marked
        assert "emergency-relief-coordinator" in marked
    assert not any(row.on_way for row in chart(knowledge).rows)
