"""Phrases in parts are found in their order, near each other, within a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.apart import GAP, ApartIndex
from knowledge.text.normalize import normalize
from knowledge.text.tokens import tokenize


@pytest.fixture
def index() -> ApartIndex[str]:
    index: ApartIndex[str] = ApartIndex()
    for phrase in ("现任…是谁", "name of…director"):
        index.add([[tokenize(part)] for part in normalize(phrase).split(GAP)], phrase)
    return index


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("WFP现任的执行干事是谁啊", ["现任…是谁"]),
        ("现任是谁", ["现任…是谁"]),
        ("what is the name of the current UNICEF director", ["name of…director"]),
        ("是谁任命了现任协调员", []),
        ("现任不重要。牵头的是谁", []),
        ("the director asks for the name of a form", []),
        ("现任的和前任的和再前任的各位主任加上副主任都说了是谁", []),
    ],
)
def test_parts_are_found_in_order_and_near(
    index: ApartIndex[str], question: str, found: list[str]
) -> None:
    assert [span.value for span in index.find(tokenize(normalize(question)))] == found


@given(
    st.lists(st.sampled_from(["现任", "是谁", "主任", "。", "name of", "director"]), max_size=9)
)
def test_what_is_found_begins_and_ends_with_its_parts(pieces: list[str]) -> None:
    index: ApartIndex[str] = ApartIndex()
    index.add([[tokenize("现任")], [tokenize("是谁")]], "person")
    text = " ".join(pieces)
    tokens = tokenize(text)
    for span in index.find(tokens):
        words = "".join(token.raw for token in tokens[span.start : span.end])
        assert words.startswith("现任")
        assert words.endswith("是谁")
        assert "。" not in words
