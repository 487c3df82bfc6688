"""A document's own sentence is not given; what it says is, and that it is said in other words."""

import pytest

from knowledge.assistant import Assistant, Topic
from knowledge.content.base import KnowledgeBase
from knowledge.text.language import Language


def _notice(knowledge: KnowledgeBase, language: Language) -> str:
    assert knowledge.vocabulary.quoting is not None
    return language.of(knowledge.vocabulary.quoting.notice)


@pytest.mark.parametrize(
    ("question", "language", "holds"),
    [
        ("CERF上限那句话的原文发我", Language.SIMPLIFIED, "3,000万"),
        ("最後手段提供者的原話是什麼", Language.TRADITIONAL, "最後手段"),
        ("quote the exact wording on provider of last resort", Language.ENGLISH, "last resort"),
        (
            "想直接引用物流集群Standards and Policy那个pillar的英文原句",
            Language.SIMPLIFIED,
            "minimum standards",
        ),
    ],
)
def test_the_fact_is_told_in_our_words_and_said_to_be(
    assistant: Assistant, knowledge: KnowledgeBase, question: str, language: Language, holds: str
) -> None:
    [part] = assistant.ask(question).parts
    assert part.paragraphs[0] == _notice(knowledge, language)
    assert holds in "".join(part.paragraphs[1:])
    assert part.sources


@pytest.mark.parametrize(
    "question", ["世界人权宣言原文网址", "CERF上限是多少", "who quoted a price?"]
)
def test_nothing_is_said_of_quoting_where_no_sentence_is_asked_for(
    assistant: Assistant, knowledge: KnowledgeBase, question: str
) -> None:
    text = assistant.ask(question).text
    assert _notice(knowledge, Language.SIMPLIFIED) not in text
    assert _notice(knowledge, Language.ENGLISH) not in text


def test_what_nothing_is_known_of_is_refused_all_the_same(assistant: Assistant) -> None:
    assert not assistant.ask("verbatim weather forecast for today").parts


@pytest.mark.parametrize(
    "question", ["give me the original sentence", "the exact wording?", "原句呢", "逐字"]
)
def test_the_words_of_the_answer_before_are_asked_for(
    assistant: Assistant, knowledge: KnowledgeBase, question: str
) -> None:
    topic = Topic("humanitarian-principles", "definition")
    reply = assistant.ask(question, topic=topic)
    [part] = reply.parts
    assert part.card.entry == topic.entry
    assert part.paragraphs[0] == _notice(knowledge, reply.language)
    assert reply.topic == topic
