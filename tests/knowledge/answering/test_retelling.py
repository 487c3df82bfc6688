"""The answer before is asked for again: once more, shorter, in another language, a point of it."""

import pytest

from knowledge.answering.answer import POINT, Part
from knowledge.answering.retelling import FEW_WORDS
from knowledge.assistant import Assistant, Status, Topic
from knowledge.models import Card
from knowledge.text.language import Language

LISTED = Topic("humanitarian-principles", "definition")
SAID = Topic("nutrition", "lead")
LANGUAGES = "languages"


def told(assistant: Assistant, said: str, topic: Topic) -> Part:
    """Return the only part of an answer that tells again what was said."""
    [part] = assistant.ask(said, topic=topic, default=Language.SIMPLIFIED).parts
    assert part.card == Card(topic.entry, topic.facet)
    return part


def points(assistant: Assistant, language: Language) -> list[str]:
    [part] = assistant.show(Card(LISTED.entry, LISTED.facet), language).parts
    return [line.removeprefix(POINT) for line in part.text.split("\n") if line.startswith(POINT)]


@pytest.mark.parametrize(
    "said",
    [
        "没收到，再发一次",
        "啊？没看清，再说一遍",
        "网断了，刚才那条没看到",
        "手机卡了 再发一次谢谢",
        "mei kan qing, zai fa yi ci",
        "訊號不好，請重傳",
        "唔該再講一次",
        "收唔到，再send一次",
        "睇唔清楚，再講多次",
        "resend pls",
        "didn't receive it, send again",
        "i deleted it, send again pls",
        "can you rephrase that",
        "換個說法",
        "as bullets pls",
    ],
)
@pytest.mark.parametrize("topic", [LISTED, SAID])
def test_it_is_told_once_more(assistant: Assistant, said: str, topic: Topic) -> None:
    part = told(assistant, said, topic)
    language = Language.ENGLISH if said.isascii() and "zai" not in said else Language.SIMPLIFIED
    [before] = assistant.show(part.card, language).parts
    assert len(part.paragraphs) == len(before.paragraphs)


def test_all_that_was_told_is_told_once_more_and_in_the_same_order(assistant: Assistant) -> None:
    before = assistant.ask("一个群组在国内要干的六件事列给我")
    again = assistant.ask("没收到，再发一次", topic=before.topic)
    assert len(before.parts) > 1
    assert [part.card for part in again.parts] == [part.card for part in before.parts]
    assert again.parts[0] == before.parts[0]


@pytest.mark.parametrize(
    "said",
    [
        "太长，每条几个字就行",
        "屏幕小，短点发",
        "概括成一行",
        "一句講晒",
        "可唔可以短啲",
        "duan yi dian",
        "just the gist",
        "tl;dr pls",
        "just the symbols, one line",
        "fit it in a text message",
    ],
)
def test_each_point_is_told_in_few_words(assistant: Assistant, said: str) -> None:
    part = told(assistant, said, LISTED)
    [paragraph] = part.paragraphs
    lines = [line for line in paragraph.split("\n") if line.startswith(POINT)]
    assert len(lines) == len(points(assistant, Language.ENGLISH))
    cut = [line for line in lines if line.endswith("…")]
    assert cut
    whole = told(assistant, "say that again" if said.isascii() else "再说一遍", LISTED)
    assert all(len(line) <= FEW_WORDS or line in whole.text for line in lines if line not in cut)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("再用中文说一遍", Language.SIMPLIFIED),
        ("翻成中文可以吗", Language.SIMPLIFIED),
        ("zhongwen zai shuo yi bian", Language.SIMPLIFIED),
        ("用中文再講一次", Language.TRADITIONAL),
        ("give me that in traditional chinese pls", Language.TRADITIONAL),
        ("麻煩用繁體再講一次", Language.TRADITIONAL),
        ("in simplified chinese", Language.SIMPLIFIED),
        ("英文原词发我", Language.ENGLISH),
        ("俾個英文版我", Language.ENGLISH),
        ("yingwen ban fa wo", Language.ENGLISH),
        ("同事是外国人，英文再发一份", Language.ENGLISH),
        ("translate the chinese into english", Language.ENGLISH),
        ("看不懂英文", Language.SIMPLIFIED),
        ("i don't read chinese", Language.ENGLISH),
    ],
)
def test_it_is_told_in_the_language_named(
    assistant: Assistant, said: str, language: Language
) -> None:
    reply = assistant.ask(said, topic=SAID)
    assert reply.language is language
    assert reply.parts == assistant.show(Card(SAID.entry, SAID.facet), language).parts


@pytest.mark.parametrize(
    "said",
    [
        "翻成阿拉伯语可以吗",
        "可唔可以用越南文",
        "西班牙语呢",
        "en français",
        "swahili version pls",
        "do you speak dari",
        "what languages do you speak",
    ],
)
@pytest.mark.parametrize("topic", [None, SAID])
def test_for_another_language_it_says_which_it_has(
    assistant: Assistant, said: str, topic: Topic | None
) -> None:
    reply = assistant.ask(said, topic=topic)
    assert (reply.status, reply.subject) == (Status.ANSWER, LANGUAGES)


@pytest.mark.parametrize(
    "said",
    [
        "法语区由谁牵头",
        "French Red Cross",
        "英文名是什么",
        "短期资金",
        'translate "good morning" into Swahili please',
        "翻成英文：我们还缺毯子",
    ],
)
def test_a_question_with_such_a_word_asks_for_more(assistant: Assistant, said: str) -> None:
    reply = assistant.ask(said, topic=SAID)
    assert (reply.status, reply.subject) != (Status.ANSWER, LANGUAGES)
    assert reply != assistant.ask("in English", topic=SAID)


@pytest.mark.parametrize(
    ("said", "place", "language"),
    [
        ("di san ge zenme shuo", 3, Language.SIMPLIFIED),
        ("third?", 3, Language.ENGLISH),
        ("最後嗰個", 4, Language.TRADITIONAL),
        ("第三個係咩嚟", 3, Language.TRADITIONAL),
        ("explain the second point", 2, Language.ENGLISH),
        ("the first one — only when?", 1, Language.ENGLISH),
        ("第四个英文怎么说", 4, Language.ENGLISH),
        ("the fourth in chinese", 4, Language.SIMPLIFIED),
    ],
)
def test_a_point_is_told_first_and_again(
    assistant: Assistant, said: str, place: int, language: Language
) -> None:
    reply = assistant.ask(said, topic=LISTED)
    assert reply.parts[0].paragraphs[0] == points(assistant, language)[place - 1]
    assert reply.topic is not None
    english = assistant.ask("英文原词发我", topic=reply.topic)
    assert english.parts[0].paragraphs[0] == points(assistant, Language.ENGLISH)[place - 1]


def test_the_next_point_follows_the_one_told(assistant: Assistant) -> None:
    second = assistant.ask("the second one", topic=LISTED)
    third = assistant.ask("another one?", topic=second.topic)
    assert third.parts[0].paragraphs[0] == points(assistant, Language.ENGLISH)[2]


@pytest.mark.parametrize("said", ["第三条 in one line", "第三个短点"])
def test_a_point_in_short_is_that_point_alone(assistant: Assistant, said: str) -> None:
    part = told(assistant, said, LISTED)
    assert part.paragraphs == (points(assistant, Language.SIMPLIFIED)[2],)


def test_what_a_sentence_only_names_is_told_where_it_is_explained(assistant: Assistant) -> None:
    named = Topic("humanitarian-principles", "definition")
    reply = assistant.ask("第三条", topic=named)
    assert reply.parts[0].paragraphs[0] == points(assistant, Language.SIMPLIFIED)[2]
    assert reply.parts[0].card == Card(LISTED.entry, LISTED.facet)


@pytest.mark.parametrize(
    ("said", "count"), [("name three of them", 3), ("举两个例子", 2), ("前两条", 2), ("举例", 4)]
)
def test_some_points_are_told(assistant: Assistant, said: str, count: int) -> None:
    assert told(assistant, said, LISTED).text.count(POINT) == count


def test_where_none_are_listed_none_can_be_named(assistant: Assistant) -> None:
    board = Topic("mediation-advisory-board", "number")
    assert assistant.ask("name three of them", topic=board).status is Status.NONE


@pytest.mark.parametrize(
    "said",
    [
        "那条出自which document",
        "文件日期是哪天",
        "这是哪年的文件",
        "邊份文件講嘅",
        "where's that from",
        "how old is that document",
        "is that up to date",
    ],
)
def test_where_it_stands_is_told_with_its_date(assistant: Assistant, said: str) -> None:
    assert all(source.date for source in told(assistant, said, SAID).sources)


@pytest.mark.parametrize(
    "said",
    [
        "唔該晒，幫到手",
        "得喇得喇",
        "冇嘢問喇，拜拜",
        "明晒，多謝",
        "好啦 得閒再傾",
        "ta muchly",
        "merci!",
        "3q",
    ],
)
def test_thanks_are_thanks_in_every_way(assistant: Assistant, said: str) -> None:
    for topic in (None, LISTED):
        assert assistant.ask(said, topic=topic).subject in {"thanks", "farewell"}
