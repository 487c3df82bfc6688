import pytest

from knowledge.text.length import utf16_units


@pytest.mark.parametrize(("text", "units"), [("", 0), ("WASH", 4), ("集群", 2), ("🌍", 2)])
def test_what_lies_outside_the_basic_plane_counts_for_two(text: str, units: int) -> None:
    assert utf16_units(text) == units


def test_half_a_character_counts_for_one() -> None:
    assert utf16_units("\ud83c") == 1
