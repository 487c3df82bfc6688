"""What a talk leaves out or asks as well, and what of it no document holds."""

import pytest

from knowledge.assistant import Assistant, Reply, Status, Topic
from knowledge.models import Card
from knowledge.text.story import without_address


def told_last(assistant: Assistant, *messages: str) -> Reply:
    """Return the last answer of a talk."""
    topic: Topic | None = None
    for message in messages:
        reply = assistant.ask(message, topic=topic)
        topic = reply.topic or topic
    return reply


@pytest.mark.parametrize(
    ("before", "said", "card"),
    [
        ("集群协调员怎么互相合作", "哪家召集", ("inter-cluster-coordination-group", "chair")),
        ("what is the ICCG", "who convenes it", ("inter-cluster-coordination-group", "chair")),
        ("DCO是什么", "它上面是谁", ("development-coordination-office", "accountable_to")),
        ("CHF留多少当储备", "留着干嘛", ("common-humanitarian-fund", "amount")),
        ("物流集群SAG谁任命", "干几年", ("logistics-sag", "appointed_by")),
        ("what is CERF", "how quick is it", ("cerf", "deadline")),
        ("who leads the HCT", "and round the table?", ("humanitarian-country-team", "members")),
        ("who leads shelter in conflict", "and if it is a flood", ("shelter", "disaster")),
        ("冲突里谁牵头庇护所", "发大水的话呢", ("shelter", "disaster")),
        ("who leads shelter in floods", "they're absent. so no one?", ("shelter", "exception")),
        (
            "who does the HC report to",
            "why not UNHCR?",
            ("humanitarian-coordinator", "accountable_to"),
        ),
        ("谁牵头物流集群", "为什么不是世卫组织", ("logistics", "lead")),
        ("谁牵头物流集群", "why not merge clusters", ("cluster-merging", "principles")),
        ("共同人道主义基金谁在管", "有谁帮他", ("common-humanitarian-fund", "responsible_for")),
        ("SRSG办公室分哪几部分", "钱由哪一边管", ("special-representative-of-the-sg", "parts")),
        ("救济网的网址", "物流能力评估那个呢", ("logistics-capacity-assessment", "link")),
    ],
)
def test_what_is_left_out_was_talked_about_or_spoken_of(
    assistant: Assistant, before: str, said: str, card: tuple[str, str]
) -> None:
    assert told_last(assistant, before, said).parts[0].card == Card(*card)


@pytest.mark.parametrize(
    ("before", "said", "card"),
    [
        ("what is CERF", "so can NGOs get it", ("cerf", "eligibility")),
        ("what is the UNCT", "are NGOs in it", ("un-country-team", "members")),
        ("UNCT是什么", "里头有没有NGO", ("un-country-team", "members")),
        (
            "who appoints the HC",
            "could someone from an NGO get it",
            ("humanitarian-coordinator", "criteria"),
        ),
        ("CHF谁负责", "ERF也归它管账？", ("emergency-response-fund", "responsible_for")),
    ],
)
def test_who_may_have_a_part_in_it_is_told_of_it(
    assistant: Assistant, before: str, said: str, card: tuple[str, str]
) -> None:
    assert told_last(assistant, before, said).parts[0].card == Card(*card)


@pytest.mark.parametrize(
    ("before", "said", "entry", "facets"),
    [
        ("IASC一年正式开几回会", "UNSDG呢，谁主持也写上", "unsdg", ["meetings", "chair"]),
        (
            "how often does the UNCT meet",
            "and the UNSDG? who chairs it too",
            "unsdg",
            ["meetings", "chair"],
        ),
        (
            "how often does the IASC meet",
            "and UNCT, and who leads it",
            "un-country-team",
            ["meetings", "lead"],
        ),
    ],
)
def test_what_is_asked_again_and_what_is_asked_as_well_are_both_told(
    assistant: Assistant, before: str, said: str, entry: str, facets: list[str]
) -> None:
    cards = [part.card for part in told_last(assistant, before, said).parts[:2]]
    assert cards == [Card(entry, facet) for facet in facets]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("who sits in the HCT", "how many times a month do they have to meet"),
        ("HCT有谁", "他们一个月开几次会"),
        ("OPAG是什么", "他们一周碰几次"),
        ("emergency directors group", "how often do they get together"),
        ("who appoints the ERC", "what is his email"),
        ("who leads the logistics cluster", "who is the head of it now"),
        ("who may be HC", "what grade is that job"),
        ("what is the HCT", "how many people are in it"),
        ("维和行动派什么人", "他们一天补助多少"),
        ("46/182号决议说什么", "现在一共死伤多少人"),
        ("can an NGO co-chair a cluster", "how many country clusters have one at the moment"),
        ("what is a cluster SAG", "who chairs the log one this yr, name pls"),
        ("国家物流支持小组怎么排优先", "那一趟车收不收钱"),
        ("what is the High-Level Advisory Board on Mediation", "name three of them"),
        ("resolutions confirming UNHCR's refugee role", "how did China vote on the second"),
    ],
)
def test_what_the_thing_talked_of_lacks_is_told_of_nothing_else(
    assistant: Assistant, before: str, said: str
) -> None:
    assert told_last(assistant, before, said).status is Status.NONE


def test_it_is_what_somebody_leads(assistant: Assistant) -> None:
    topic = Topic("resident-coordinator", "leads")
    reply = assistant.ask("how often does it meet", topic=topic)
    assert "un-country-team" in {part.card.entry for part in reply.parts}


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("guys/bot: who chairs the HCT", "who chairs the HCT"),
        ("Maria here - can we bring a guest?", "can we bring a guest?"),
        ("hi team, quick q - who chairs it", "who chairs it"),
        ("@bot 集群谁启动", "集群谁启动"),
        ("同事们，UNCT多久开会", "UNCT多久开会"),
        ("Dear Ms Li, who leads WASH", "who leads WASH"),
        ("Hi Anna - who leads WASH", "who leads WASH"),
        ("Dear Sir or Madam, who leads WASH", "who leads WASH"),
        ("Dear OCHA, who leads WASH", None),
        ("team leaders, who appoints them", None),
        ("who is here - the HC or the RC", None),
        ("Bot: ", None),
    ],
)
def test_whom_a_message_is_for_is_passed_over(message: str, said: str | None) -> None:
    assert without_address(message) == said


@pytest.mark.parametrize(
    ("message", "card"),
    [
        ("guys/bot: who sits in the chair at the HCT", ("humanitarian-country-team", "lead")),
        ("hi team, quick q - who chairs the IASC", ("iasc", "lead")),
        ("@机器人 集群谁启动", ("cluster", "activated_by")),
    ],
)
def test_what_is_said_after_that_is_answered(
    assistant: Assistant, message: str, card: tuple[str, str]
) -> None:
    assert assistant.ask(message).parts[0].card == Card(*card)


def test_a_short_form_is_no_part_of_the_word_it_stands_for(assistant: Assistant) -> None:
    asked = (f"does the {word} have to endorse the CCA" for word in ("government", "govt", "gov"))
    assert len({assistant.ask(question).parts for question in asked}) == 1


def test_what_is_said_to_the_air_leaves_the_talk_where_it_was(assistant: Assistant) -> None:
    aside = "haha ok, sorry slow network here"
    reply = told_last(assistant, "who leads shelter in conflict", aside, "and in a flood?")
    assert reply.parts[0].card == Card("shelter", "disaster")


def test_a_point_is_asked_what_it_says(assistant: Assistant) -> None:
    reply = told_last(assistant, "four pillars logistics cluster", "4th one, what does it say")
    assert reply.text.startswith("Operational Support")


def test_four_points_have_no_sides(assistant: Assistant) -> None:
    before = "four pillars logistics cluster"
    assert told_last(assistant, before).parts[0].card == Card("logistics", "functions")
    reply = told_last(assistant, before, "钱由哪一边管")
    assert reply.parts[0].card != Card("logistics", "functions")


def test_what_is_asked_in_cantonese_is_no_statement(assistant: Assistant) -> None:
    assert assistant.ask("佢哋可唔可以自己派人聯絡我哋").subject != "noted"


@pytest.mark.parametrize(
    ("topic", "said", "card", "reason"),
    [
        (Topic("cluster-merging", "definition"), "为啥不行", "principles", "不同的技术专业知识"),
        (Topic("cluster-merging", "definition"), "理由？", "principles", "不同的技术专业知识"),
        (Topic("un-operational-agencies", "leads"), "why", "leads", "weaken"),
        (Topic("cerf", "eligibility"), "why not?", "eligibility", "does not allow it"),
    ],
)
def test_why_is_told_where_it_is_said(
    assistant: Assistant, topic: Topic, said: str, card: str, reason: str
) -> None:
    part = assistant.ask(said, topic=topic).parts[0]
    assert (part.card.entry, part.card.facet) == (topic.entry, card)
    assert reason in part.text
