import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.similar import Wordings, question_id


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
    assert _of(other="天气怎么样", same=one).most_similar(other) == "same"


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
    assert _of(one=one).most_similar(other) is None


def test_nothing_is_similar_to_nothing() -> None:
    assert Wordings().most_similar("谁负责冬季物资") is None


def test_what_was_taken_out_is_not_found() -> None:
    wordings = _of(one="谁负责冬季物资", other="天气怎么样")
    wordings.remove("one")
    assert len(wordings) == 1
    assert wordings.most_similar("谁负责冬季物资") is None


@given(st.text(max_size=60), st.sampled_from(["", "?", "？", "！", " 。"]))
def test_a_question_is_known_by_its_words_and_not_by_its_marks(text: str, mark: str) -> None:
    assert question_id(text) == question_id(text + mark)


def _of(**questions: str) -> Wordings:
    wordings = Wordings()
    for key, question in questions.items():
        wordings.add(key, question)
    return wordings
