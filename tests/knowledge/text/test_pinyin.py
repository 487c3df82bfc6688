"""The table of sounds is what pypinyin says of the characters of GB 2312."""

import os

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # the phrases take a quarter of a second

from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

from knowledge.content.base import KnowledgeBase
from knowledge.text.normalize import normalize
from knowledge.text.pinyin import readings, segment, sound, syllables

# Where the first reading of the table is not the one our words have (协调, 呼吁).
_OTHERWISE = {"调": "tiao", "吁": "yu"}


def _everyday() -> str:
    cells = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return b"".join(cells).decode("gb2312", errors="ignore")


def test_each_character_reads_as_pypinyin_reads_it() -> None:
    expected = {
        character: to_normal(PINYIN_DICT[ord(character)].split(",")[0]).replace("ü", "v")
        for character in _everyday()
    }
    assert readings() == expected | _OTHERWISE


def test_the_content_is_written_in_characters_that_have_a_sound(knowledge: KnowledgeBase) -> None:
    names = "".join(name for entry in knowledge.entries.values() for name in entry.names)
    unread = {one for one in normalize(names) if "一" <= one <= "鿿" and one not in readings()}
    assert not unread


def test_what_sounds_alike_in_the_south_is_the_same() -> None:
    assert sound("中") == sound("宗") == "zon"
    assert sound("群") != sound("丛")
    assert sound("w") == "w"


def test_a_word_is_read_as_the_fewest_syllables() -> None:
    assert segment("jiqunqidong") == ("ji", "qun", "qi", "don")
    assert segment("cluster") == ()
    assert segment("sheilingdao") == ("sui", "lin", "dao")


def test_syllables_are_those_people_type() -> None:
    assert {"zhuang", "nv", "a"} <= syllables()
    assert "eng" not in syllables()
