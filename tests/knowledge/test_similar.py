import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.similar import most_similar, question_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("谁负责冬季物资", "请问谁负责冬季物资？"),
        ("谁负责冬季物资", "誰負責冬季物資"),
        ("who runs winter kits", "Who runs the winter kits?"),
        ("who runs winterisation kits", "who runs winterization kits please"),
        ("HCT的冬季计划", "hct的冬季计划"),
    ],
)
def test_the_same_question_in_other_words_is_found(one: str, other: str) -> None:
    assert most_similar(other, {"other": "天气怎么样", "same": one}) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HC的职责是什么", "HCT的职责是什么"),
        ("谁对HC负责", "HC对谁负责"),
        ("怎么启动集群", "怎么停用集群"),
        ("what does the RC do in winter", "what does the HC do in winter"),
        ("where is the level 2 form", "where is the level 3 form"),
    ],
)
def test_what_only_looks_alike_is_kept_apart(one: str, other: str) -> None:
    assert most_similar(other, {"one": one}) is None


def test_nothing_is_similar_to_nothing() -> None:
    assert most_similar("谁负责冬季物资", {}) is None


@given(st.text(max_size=60), st.sampled_from(["", "?", "？", "！", " 。"]))
def test_a_question_is_known_by_its_words_and_not_by_its_marks(text: str, mark: str) -> None:
    assert question_id(text) == question_id(text + mark)
