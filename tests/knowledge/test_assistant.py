"""The one way in: in which language it answers, and what it remembers."""

from knowledge.assistant import Assistant, Topic
from knowledge.base import KnowledgeBase
from knowledge.language import Language


def test_the_same_question_is_worked_out_once(knowledge: KnowledgeBase) -> None:
    assistant = Assistant(knowledge)
    first = assistant.ask("谁领导营养集群")
    assert assistant.ask(" 谁领导营养集群 ") is first
    assert assistant.asked_again() == (1, 1)


def test_language_and_topic_make_another_question(knowledge: KnowledgeBase) -> None:
    assistant = Assistant(knowledge)
    about = [
        assistant.ask("那谁来牵头？", topic=Topic(entry, "definition"))
        for entry in ("health", "wash")
    ]
    assert about[0].text != about[1].text
    english = assistant.ask("谁领导营养集群", language=Language.ENGLISH)
    assert english.text.isascii()
    assert assistant.asked_again() == (0, 3)


def test_pinyin_is_answered_in_characters(assistant: Assistant) -> None:
    assert assistant.ask("jiqun qidong tiaojian").language is Language.SIMPLIFIED
    traditional = assistant.ask("jiqun qidong tiaojian", default=Language.TRADITIONAL)
    assert traditional.language is Language.TRADITIONAL
