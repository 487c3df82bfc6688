"""What leans on the answer before: corrections, the former, the third of a list, shared names."""

import pytest

from knowledge.assistant import Assistant, Status, Topic
from knowledge.models import Card
from knowledge.text.ordinals import place_asked_for
from knowledge.text.story import without_introduction


@pytest.mark.parametrize(
    ("said", "topic", "card"),
    [
        (
            "no sorry, I meant for deactivating",
            Topic("cluster-activation", "criteria"),
            Card("cluster-deactivation", "criteria"),
        ),
        (
            "不对，我问的是HLCP",
            Topic("hlcm", "representation"),
            Card("hlcp", "representation"),
        ),
        ("不好意思我要问的是CEB", Topic("unsdg", "meetings"), Card("ceb", "meetings")),
        ("what about OCHA itself", Topic("cerf", "eligibility"), Card("cerf", "eligibility")),
    ],
)
def test_who_corrects_a_name_asks_the_same_of_it(
    assistant: Assistant, said: str, topic: Topic, card: Card
) -> None:
    assert assistant.ask(said, topic=topic).parts[0].card == card


def test_the_former_and_the_other_follow_the_order_of_the_question(assistant: Assistant) -> None:
    topic = assistant.ask("UNCT多久开一次会？另外UNSDG一年几次？").topic
    assert topic is not None
    assert (topic.entry, topic.facet, topic.other) == ("un-country-team", "meetings", "unsdg")
    former = assistant.ask("前面那个由谁领导", topic=topic)
    other = assistant.ask("第二个呢", topic=topic)
    assert former.parts[0].card == Card("un-country-team", "lead")
    assert other.parts[0].card == Card("unsdg", "meetings")


@pytest.mark.parametrize(
    ("said", "topic", "first"),
    [
        ("第二个具体说的啥", Topic("humanitarian-principles", "definition"), "公正"),
        ("第四项是什么", Topic("system-wide-scale-up", "criteria"), "能力"),
        ("what is the third one", Topic("humanitarian-principles", "definition"), "neutrality"),
    ],
)
def test_a_point_of_a_list_is_told_first(
    assistant: Assistant, said: str, topic: Topic, first: str
) -> None:
    [part] = assistant.ask(said, topic=topic).parts
    assert part.paragraphs[0].startswith(first)
    assert len(part.paragraphs) > 1


@pytest.mark.parametrize(
    "said", ["第一个是哪一年成立的", "第三步是什么", "the first step of activation, who does it"]
)
def test_what_asks_more_of_a_point_is_no_point_of_a_list(assistant: Assistant, said: str) -> None:
    topic = Topic("humanitarian-principles", "definition")
    cards = [part.card for part in assistant.ask(said, topic=topic).parts]
    assert cards != [Card("humanitarian-principles", "definition")]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("第二个是什么", 2),
        ("第３條", 3),
        ("④", 4),
        ("#3", 3),
        ("no. 3 please", 3),
        ("and number four", 4),
        ("third?", 3),
        ("the 2nd one", 2),
        ("di san ge zenme shuo", 3),
        ("頭一個", 1),
        ("最后一条是啥", 5),
        ("the last one", 5),
        ("倒数第二个", 4),
        ("last but one", 4),
        ("the middle one", 3),
        ("another one?", 3),
        ("下一个", 3),
        ("再说一遍", None),
        ("in 2016", None),
    ],
)
def test_a_place_is_said_in_many_ways(said: str, place: int | None) -> None:
    assert place_asked_for(said, among=5, after=2) == place


def test_there_is_no_middle_of_four_and_nothing_after_the_last() -> None:
    assert place_asked_for("the middle one", among=4) is None
    assert place_asked_for("the next one", among=4, after=4) is None
    assert place_asked_for("the next one", among=4) is None


@pytest.mark.parametrize("said", ["how did China vote on the second", "第二条的罚款是多少"])
def test_a_place_among_other_words_is_no_point_of_a_list(assistant: Assistant, said: str) -> None:
    topic = Topic("refugee-coordination", "legal_basis")
    assert assistant.ask(said, topic=topic).status is Status.NONE


@pytest.mark.parametrize("said", ["and the red cross?", "红十字在里面什么身份"])
def test_a_name_that_means_several_is_looked_for_in_what_was_talked_about(
    assistant: Assistant, said: str
) -> None:
    reply = assistant.ask(said, topic=Topic("humanitarian-country-team", "members"))
    assert reply.status is Status.ANSWER
    assert reply.parts[0].card == Card("humanitarian-country-team", "members")


def test_syllables_in_pinyin_are_no_abbreviations(assistant: Assistant) -> None:
    topic = Topic("refugee-coordination", "lead")
    told = assistant.ask("ta xiang shei hui bao", topic=topic)
    assert told.parts[0].card == Card("refugee-coordination", "accountable_to")
    asked = assistant.ask("cerf ngo neng shenqing ma")
    assert asked.parts[0].card == Card("cerf", "eligibility")
    assert assistant.ask("TA是什么").parts[0].card.entry == "transformative-agenda"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("我们是台湾的NGO，想加入集群要承诺什么", "想加入集群要承诺什么"),
        ("I'm from a Ugandan NGO. Who appoints the HC?", " Who appoints the HC?"),
        ("我们是缅甸的NGO，这边营养集群谁牵头", None),
        ("we are an NGO in Myanmar, who leads health?", None),
        ("我们在南苏丹，营养集群谁牵头", None),
        ("谁领导营养集群", None),
    ],
)
def test_who_writes_is_passed_over_where_she_is_not(question: str, asked: str | None) -> None:
    assert without_introduction(question) == asked


def test_where_somebody_comes_from_refuses_nothing(assistant: Assistant) -> None:
    reply = assistant.ask("我们是台湾的NGO，被邀请共同主持一个集群，要派人吗？")
    assert reply.parts[0].card.entry == "cluster-co-leadership"
    assert assistant.ask("我们在南苏丹，营养集群谁牵头").status is Status.NONE


@pytest.mark.parametrize("said", ["第二十个", "第十一条", "倒数第五十个", "the twenty-first one"])
def test_no_place_is_read_in_a_greater_number(said: str) -> None:
    assert place_asked_for(said, among=5) is None
