"""Texts brought into one form together come out as they do one by one."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.normalize import normalize, normalize_all


@given(st.lists(st.text(st.characters(exclude_characters="\ue000", exclude_categories=["Cs"]))))
def test_many_at_once_are_the_same_as_one_by_one(texts: list[str]) -> None:
    assert normalize_all(texts) == [normalize(text) for text in texts]


@given(st.lists(st.text("集 群羣衞 Ａ\u200b\nе　", max_size=8)))
def test_even_where_every_character_changes(texts: list[str]) -> None:
    assert normalize_all(texts) == [normalize(text) for text in texts]
