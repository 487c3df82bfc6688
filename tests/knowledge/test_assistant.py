"""The one way in: in which language it answers, and what it remembers."""

import pytest

from knowledge.assistant import Assistant, Status, Topic
from knowledge.content.base import KnowledgeBase
from knowledge.models import Card
from knowledge.text.language import Language


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


def test_what_leans_on_a_topic_is_worked_out_once_for_each(knowledge: KnowledgeBase) -> None:
    assistant = Assistant(knowledge)
    topic = Topic("health", "definition")
    assert assistant.ask("那谁来牵头？", topic=topic) is assistant.ask("那谁来牵头？", topic=topic)
    assert assistant.asked_again() == (1, 1)


def test_what_stands_alone_is_the_same_answer_whatever_was_talked_about(
    knowledge: KnowledgeBase,
) -> None:
    assistant = Assistant(knowledge)
    first = assistant.ask("谁领导营养集群")
    for entry in ("health", "wash"):
        assert assistant.ask("谁领导营养集群", topic=Topic(entry, "definition")) is first
    assert assistant.asked_again() == (2, 1)


def test_what_is_told_of_us_is_noted_and_a_question_without_its_mark_answered(
    assistant: Assistant,
) -> None:
    assert assistant.ask("我们这里只有本地伙伴，国际人员进不来。").subject == "noted"
    assert assistant.ask("营养集群的牵头机构。").parts


@pytest.mark.parametrize(
    "wish",
    [
        "我们想了解CERF。",
        "我是新来的，想了解CERF。",
        "I am new and would like to know about CERF.",
    ],
)
def test_a_wish_of_ours_is_not_told_but_asked(assistant: Assistant, wish: str) -> None:
    assert assistant.ask(wish).parts[0].card.entry == "cerf"


@pytest.mark.parametrize(
    ("told", "noted"),
    [
        ("我是省应急厅的联络员，我们这儿发了大洪水，联合国的人说想开集群", True),
        ("我们国家昨天发生7.8级地震，联合国要发紧急呼吁", True),
        ("we are in Chad, lots of refugees are coming over the border", True),
        ("I am the new WASH coordinator, arrived yesterday", True),
        ("我在内罗毕，帮我写个简报", False),
        ("我们在乍得，集群协调员的工资", False),
        ("we are in Chad, are clusters active there", False),
    ],
)
def test_what_is_told_of_us_needs_no_full_stop(
    assistant: Assistant, told: str, *, noted: bool
) -> None:
    assert (assistant.ask(told).subject == "noted") is noted


@pytest.mark.parametrize(
    ("question", "facet", "entries"),
    [
        ("who leads health and who leads WASH", "lead", ["health", "wash"]),
        ("who leads WASH, nutrition and health", "lead", ["wash", "nutrition", "health"]),
        ("UNCT和HCT分别由谁领导", "lead", ["un-country-team", "humanitarian-country-team"]),
        (
            "HRP和RRP各自是谁牵头的",
            "lead",
            ["humanitarian-response-plan", "refugee-response-plan"],
        ),
    ],
)
def test_what_is_asked_of_several_is_told_of_each(
    assistant: Assistant, question: str, facet: str, entries: list[str]
) -> None:
    first = [part.card for part in assistant.ask(question).parts][: len(entries)]
    assert [(card.entry, card.facet) for card in first] == [(entry, facet) for entry in entries]


@pytest.mark.parametrize(
    ("question", "entries"),
    [
        ("庇护所和营地管理两个全球群组的邮箱都发我", ["shelter", "cccm"]),
        ("保護集群同庇護所集群嘅電郵", ["protection", "shelter"]),
        ("what's the mail for GPC & GSC", ["protection", "shelter"]),
        ("email of shelter and health clusters", ["shelter"]),
        ("怎么联系卫生集群和保护集群", ["protection"]),
        ("物流和营养集群的邮箱", []),
        ("emails of WASH and education", []),
        ("email of the shelter and protection clusters in Sudan", []),
        ("phone and email of shelter and protection cluster", []),
    ],
)
def test_of_several_those_contacts_are_told_that_are_known(
    assistant: Assistant, question: str, entries: list[str]
) -> None:
    cards = [part.card for part in assistant.ask(question).parts]
    assert [(card.entry, card.facet) for card in cards] == [(one, "contact") for one in entries]


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("除了HC，群组还要对谁负责？", "cluster"),
        ("国内没设人道协调员，集群牵头机构该对谁负责？", "cluster-lead-agency"),
        ("信息管理上，CLA和OCHA各管哪一段？", "information-management"),
    ],
)
def test_what_is_named_on_the_way_is_not_asked_about(
    assistant: Assistant, question: str, entry: str
) -> None:
    assert assistant.ask(question).parts[0].card.entry == entry


def test_one_word_of_a_sister_goes_on_from_what_was_asked(assistant: Assistant) -> None:
    reply = assistant.ask("mines", topic=Topic("gender-based-violence", "lead"))
    assert reply.parts[0].card.entry == "mine-action"


def test_a_name_alone_brings_what_was_asked_before_as_well(assistant: Assistant) -> None:
    reply = assistant.ask("共同人道主义基金", topic=Topic("cerf", "responsible_for"))
    assert [part.card.facet for part in reply.parts] == ["definition", "responsible_for"]


def test_a_name_of_two_syllables_is_read_in_pinyin(assistant: Assistant) -> None:
    assert assistant.ask("jiqun shei qidong").parts[0].card.facet == "activated_by"


def test_pinyin_is_answered_in_characters(assistant: Assistant) -> None:
    assert assistant.ask("jiqun qidong tiaojian").language is Language.SIMPLIFIED
    traditional = assistant.ask("jiqun qidong tiaojian", default=Language.TRADITIONAL)
    assert traditional.language is Language.TRADITIONAL


def test_a_short_name_in_pinyin_goes_on_from_what_was_asked(assistant: Assistant) -> None:
    reply = assistant.ask("weisheng ne", topic=Topic("nutrition", "lead"))
    assert (reply.parts[0].card.entry, reply.parts[0].card.facet) == ("health", "lead")


def test_where_is_asked_in_pinyin_with_an_r(assistant: Assistant) -> None:
    reply = assistant.ask("zongbu zai nar", topic=Topic("wfp", "definition"))
    assert "罗马" in reply.text


@pytest.mark.parametrize("place", ["Bunia?", "Kasai?", "Lima"])
def test_a_place_on_an_english_phone_is_refused_in_english(
    assistant: Assistant, place: str
) -> None:
    reply = assistant.ask(place, default=Language.ENGLISH)
    assert (reply.status, reply.language) == (Status.NONE, Language.ENGLISH)


def test_pinyin_with_an_abbreviation_in_it_is_read(assistant: Assistant) -> None:
    part = assistant.ask("unct duojiu kai yici hui").parts[0]
    assert (part.card.entry, part.card.facet) == ("un-country-team", "meetings")


def test_pinyin_means_the_same_by_words_that_do(assistant: Assistant) -> None:
    part = assistant.ask("baohu qunzu shui qiantou").parts[0]
    assert (part.card.entry, part.card.facet) == ("protection", "lead")


@pytest.mark.parametrize(
    ("said", "topic", "found"),
    [
        ("and the camp one", Topic("shelter", "lead"), ("cccm", "lead")),
        ("那营地呢", Topic("shelter", "lead"), ("cccm", "lead")),
        (
            "the HLCM?",
            Topic("hlcp", "representation", (Card("unhcr", "representation"),)),
            ("hlcm", "representation"),
        ),
        (
            "who does she answer to",
            Topic("humanitarian-country-team", "lead"),
            ("humanitarian-coordinator", "accountable_to"),
        ),
        (
            "sorry no, I meant for refugees. they crossed the border last nite",
            Topic("cluster-activation", "deadline"),
            ("cluster-activation", "refugee"),
        ),
    ],
)
def test_what_was_said_before_fills_in_what_a_question_leaves_out(
    assistant: Assistant, said: str, topic: Topic, found: tuple[str, str]
) -> None:
    card = assistant.ask(said, topic=topic).parts[0].card
    assert (card.entry, card.facet) == found


def test_a_name_alone_is_not_asked_what_was_asked_before(assistant: Assistant) -> None:
    card = (
        assistant.ask(
            "HLCM", topic=Topic("hlcp", "representation", (Card("unhcr", "representation"),))
        )
        .parts[0]
        .card
    )
    assert (card.entry, card.facet) == ("hlcm", "definition")


@pytest.mark.parametrize(
    ("said", "aside"),
    [
        ("哈哈等一下，我去倒杯咖啡", True),
        ("用拼音打字好累啊", True),
        ("我们这边刚地震，没打仗，好多人没地方住", True),
        ("sorry wrong chat", True),
        ("我想报销差旅费", False),
        ("股票行情啊", False),
        ("哎我家猫老吐毛球咋整啊", False),
    ],
)
def test_nothing_is_refused_that_was_not_asked(
    assistant: Assistant, said: str, *, aside: bool
) -> None:
    reply = assistant.ask(said)
    assert (reply.status is Status.ANSWER and not reply.parts) is aside


@pytest.mark.parametrize("who", ["谁领导", "谁牵头", "谁管", "谁带", "谁负责"])
@pytest.mark.parametrize("named", ["物流", "庇护所", "营养", "排雷", "水和卫生"])
def test_who_leads_is_answered_whatever_comes_first(
    assistant: Assistant, who: str, named: str
) -> None:
    asked = [
        assistant.ask(text).parts[0].card for text in (f"{who}{named}集群", f"{named}集群{who}")
    ]
    assert asked[0] == asked[1]
    assert asked[0].facet in ("lead", "responsible_for")


def test_who_somebody_is_does_not_ask_for_what_was_asked_before(assistant: Assistant) -> None:
    reply = assistant.ask("谁是HC?", topic=Topic("nutrition", "lead"))
    assert reply.parts[0].card.entry == "humanitarian-coordinator"


@pytest.mark.parametrize("topic", [None, Topic("ocha", "definition")])
def test_refugees_are_unhcrs_whatever_was_talked_about(
    assistant: Assistant, topic: Topic | None
) -> None:
    assert "难民署" in assistant.ask("难民来了谁负责", topic=topic).parts[0].text


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("👍", "thanks"),
        ("😀", "presence"),
        ("？", "presence"),
        ("你错了", "complaint"),
        ("不需要", "thanks"),
    ],
)
def test_what_asks_nothing_is_not_refused(assistant: Assistant, said: str, kind: str) -> None:
    reply = assistant.ask(said, topic=Topic("nutrition", "lead"))
    assert (reply.status, reply.subject) == (Status.ANSWER, kind)


def test_a_child_is_no_greeting(assistant: Assistant) -> None:
    assert assistant.ask("小孩的呢").parts


@pytest.mark.parametrize("asked", ["哪份文件写的？", "出处呢", "which document says so?"])
def test_whoever_asks_where_that_stands_is_shown_it_again(
    assistant: Assistant, asked: str
) -> None:
    [part] = assistant.ask(asked, topic=Topic("nutrition", "lead")).parts
    assert (part.card.entry, part.card.facet) == ("nutrition", "lead")
    assert part.sources


def test_of_which_document_something_else_stands_in_is_another_question(
    assistant: Assistant,
) -> None:
    topic = Topic("nutrition", "lead")
    assert assistant.ask("哪份文件讲启动集群", topic=topic).topic != topic


def test_the_latter_is_the_second_that_was_spoken_of(assistant: Assistant) -> None:
    both = Topic(
        "emergency-response-fund",
        "comparison",
        (Card("common-humanitarian-fund", "comparison"),),
    )
    reply = assistant.ask("后一个由谁负责", topic=both)
    assert reply.parts[0].card.entry == "common-humanitarian-fund"


def test_of_a_long_story_what_it_asks_at_its_end_is_answered(assistant: Assistant) -> None:
    story = (
        "说下情况：雨季洪水冲了三个县，估计十几万人受灾，全是本国居民。省应急中心就七个人，白天开会"
        "晚上填表，物资堆在县里发不下去，几家NGO各干各的，政府口头说欢迎国际支持，也怕收不回来。"
    )
    card = assistant.ask(f"{story}文件里写的启动集群的标准到底是什么？").parts[0].card
    assert (card.entry, card.facet) == ("cluster-activation", "criteria")


def test_talk_of_what_a_named_entry_has_nothing_of_changes_nothing(assistant: Assistant) -> None:
    asked = "营养集群情况说一下"
    facets = assistant.knowledge.entries["nutrition"].facets
    assert "lead" in facets
    assert "amount" not in facets
    alone = assistant.ask(asked)
    assert assistant.ask(asked, topic=Topic("cerf", "amount")) is alone
    topic = assistant.ask(asked, topic=Topic("health", "lead")).topic
    assert topic is not None
    assert (topic.entry, topic.facet) == ("nutrition", "lead")


@pytest.mark.parametrize("asked", ["ok, who funds it?", "好的，谁出钱"])
def test_who_asks_after_a_word_of_thanks_asks(assistant: Assistant, asked: str) -> None:
    assert assistant.ask(asked, topic=Topic("cerf", "amount")).parts


@pytest.mark.parametrize(
    "asked",
    ["who does she report to", "它呢", "and the tiny one", "the HLCM?", "出处呢", "后一个呢"],
)
def test_what_was_talked_about_may_be_gone(assistant: Assistant, asked: str) -> None:
    gone = Topic("gone", "lead", (Card("gone-too", "lead"),))
    assert assistant.ask(asked, topic=gone) == assistant.ask(asked)


@pytest.mark.parametrize("text", ["ok", "hi", "thx", "AoR", "Sphere", "CMCoord", "rc/hc", "hct?"])
def test_names_and_a_word_of_thanks_are_answered_in_the_language_of_the_talk(
    assistant: Assistant, text: str
) -> None:
    assert assistant.ask(text, default=Language.TRADITIONAL).language is Language.TRADITIONAL
    assert assistant.ask(text, default=Language.ENGLISH).language is Language.ENGLISH
    assert assistant.ask(text).language is Language.ENGLISH


@pytest.mark.parametrize(
    "text", ["what is the AoR", "the HCT?", "hct meaning", "are you a bot?", "thank you very much"]
)
def test_english_words_are_answered_in_english(assistant: Assistant, text: str) -> None:
    assert assistant.ask(text, default=Language.SIMPLIFIED).language is Language.ENGLISH
