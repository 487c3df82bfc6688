"""Words that say nothing weigh nothing in pinyin, and words of Cantonese are read as such."""

import pytest

from knowledge.assistant import Assistant


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("wuliu jiqun shi changqi de haishi linshi de ya guonei", "logistics"),
        ("xitong quanmian kuoda xingdong daiti le shenme", "system-wide-scale-up"),
        ("rendao xietiaoyuan shi shui renming de ne", "humanitarian-coordinator"),
        ("jizhong jijin shi shenme yisi ya", "emergency-response-fund"),
        ("話要講CMCoord，入面包唔包括「合作」同「共存」呢啲策略", "civil-military-coordination"),
        ("保護群組入面細路仔嗰忽係邊個負責", "protection"),
        ("小朋友保护归哪家管", "child-protection"),
    ],
)
def test_is_understood(assistant: Assistant, question: str, entry: str) -> None:
    assert assistant.ask(question).parts[0].card.entry == entry


@pytest.mark.parametrize("question", ["jintian tianqi zenmeyang a", "入面包好唔好食"])
def test_is_refused(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).parts


@pytest.mark.parametrize(
    "question", ["xitong quanmian kuoda xingdong daiti le shenme", "系统全面扩大替代了什么"]
)
def test_what_was_before_is_said_first(assistant: Assistant, question: str) -> None:
    assert "3级紧急情况" in assistant.ask(question).parts[0].paragraphs[0]
