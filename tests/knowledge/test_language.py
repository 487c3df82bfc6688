"""The script of a question is told without OpenCC's large tables, and as OpenCC tells it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language import Language, language_of
from knowledge.script import simplified_only, to_simplified, to_traditional

_BASIC = [chr(code) for code in range(0x4E00, 0xA000)]


def test_the_list_of_simplified_characters_is_opencc_s() -> None:
    assert simplified_only() == {one for one in _BASIC if to_traditional(one) != one}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("谁领导营养集群", Language.SIMPLIFIED),
        ("誰領導營養群組", Language.TRADITIONAL),
        ("后勤集群", Language.SIMPLIFIED),
        ("HC", Language.ENGLISH),
        ("wo xiang wen", Language.ENGLISH),
    ],
)
def test_a_question_tells_its_script(question: str, language: Language) -> None:
    assert language_of(question) is language


@given(st.text(st.sampled_from("难民协调员领导营养集群紧急救济谁为什么"), min_size=3))
def test_a_converted_text_is_read_as_converted(text: str) -> None:
    traditional = to_traditional(text)
    if traditional != text and to_simplified(traditional) == text:
        assert language_of(traditional) is Language.TRADITIONAL
        assert language_of(text) is Language.SIMPLIFIED
