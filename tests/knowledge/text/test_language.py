"""The script of a question is told without OpenCC's large tables, and as OpenCC tells it."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.assistant import Assistant
from knowledge.models import Bilingual, Entry
from knowledge.text.language import Language, language_of
from knowledge.text.script import simplified_only, to_simplified, to_traditional

_BASIC = [chr(code) for code in range(0x4E00, 0xA000)]


def test_the_list_of_simplified_characters_is_opencc_s() -> None:
    assert simplified_only() == {one for one in _BASIC if to_traditional(one) != one}


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("秘书长发起的改革", "秘書長發起的改革"),
        ("指南里写明了这一点，这只能再制定", "指南裡寫明了這一點，這只能再制定"),
        ("多派人参加，是只管协调", "多派人參加，是只管協調"),
        ("国家伙伴与合作伙伴", "國家夥伴與合作夥伴"),
        ("更复杂，并为此合并为一个", "更複雜，並為此合併為一個"),
        ("安排须经秘书长发布", "安排須經秘書長發佈"),
        ("充分了解，最了解", "充分了解，最了解"),
        ("未注日期的“大交易”", "未註日期的「大交易」"),
    ],
)
def test_words_are_not_read_across_two(simplified: str, traditional: str) -> None:
    assert to_traditional(simplified) == traditional


def test_no_answer_is_of_hair_or_ginseng_in_traditional_characters(assistant: Assistant) -> None:
    knowledge = assistant.knowledge
    texts = [text.zh for entry in knowledge.entries.values() for text in _texts(entry)]
    for document in knowledge.documents.values():
        texts += [text.zh for text in (document.title, document.short, document.dated) if text]
    assert len(texts) > 1000
    misread = re.compile(
        "[髮隻齣蔘嚮剋籤后傢鬚瞭“”]|製定|(?<=[南本件冊])里|復雜|伙伴|發布|[，。；]併|未注"
    )
    assert not [t for t in map(to_traditional, texts) if misread.search(t)]


def _texts(entry: Entry) -> Iterator[Bilingual]:
    yield entry.name
    for facet in entry.facets.values():
        yield from facet.statements


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


@pytest.mark.parametrize("language", [Language.SIMPLIFIED, Language.TRADITIONAL])
def test_chinese_marks_hold_their_space(language: Language) -> None:
    marks = (language.colon, language.comma, language.list_comma, language.semicolon)
    assert marks == ("：", "，", "、", "；")
    assert language.in_brackets("CERF") + language.stop == "（CERF）。"


def test_english_marks_are_followed_by_a_space() -> None:
    english = Language.ENGLISH
    marks = (english.colon, english.comma, english.list_comma, english.semicolon)
    assert marks == (": ", ", ", ", ", "; ")
    assert english.in_brackets("CERF") + english.stop == " (CERF)."
