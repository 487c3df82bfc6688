"""Content of any size is whole in itself."""

import pytest

from knowledge.content.loader import load
from tests.benchmarks.growing import sized


@pytest.mark.parametrize("phrases", [1_000, 10_000])
def test_no_entry_is_tied_to_one_that_is_gone(phrases: int) -> None:
    entries = sized(load(), phrases).entries
    assert entries
    for entry in entries.values():
        ends = {
            end
            for ties in entry.relations.values()
            for one in ties
            for end in (one.to, one.through)
        }
        assert ends | set(entry.related) <= {None, *entries}
