"""In which situation somebody says she is, and what says nothing of that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.assistant import Assistant, Status, Topic
from knowledge.models import Situation
from knowledge.text.language import Language

TOLD = {
    Situation.DISASTER: [
        "我们这边刚地震，没打仗，好多人没地方住",
        "Context: 7.1 earthquake on Sunday, no war here, nobody on the ground so far.",
        "哎说错了，我们省是台风，打仗的是隔壁",
        "先交代下情况：我们省发大水",
        "it's not a refugee situation here, it's a cyclone",
        "我們這邊發大水了，謝謝",
    ],
    Situation.CONFLICT: [
        "我在北部，這邊是打仗打到大家逃難，都是國內的人，沒有天災也沒有外國難民。",
        "No refugees here, just IDPs from the fighting",
        "we are in a conflict zone",
        "ok. only supposing. what we really have is shooting, people fleeing inside the country",
        "wait, wrong, that's the next province. with us it is the fighting",
        "唔係唔係，搞錯咗，佢哋係我哋自己國家嘅人，冇過境，係我哋北面打緊仗",
    ],
    Situation.REFUGEE: [
        "我在边境县，这两天邻国打仗跑过来三万多难民，都是外国人，没有IDP",
        "我在边境点，过来的全是邻国逃来的难民，本国的流离失所者一个没有",
        "about 9,000 people walked over the border to us last night, running from fighting",
        "we have refugees coming in, who leads health?",
    ],
    Situation.NO_HC: [
        "我们国家没设人道主义协调员，只有驻地协调员",
        "先说下，我们这儿没有HC",
        "we have no HC in this country, only an RC",
        "no HC in ours",
    ],
    Situation.MIXED: [
        "我們這個營地一半是跨境來的難民，一半是本國的流離失所者。",
        "our camp has both refugees and IDPs",
        "今天又来了好些本国逃难的，混在一起了，这下看哪份文件",
    ],
}
UNTOLD = [
    "In refugee situations who leads health?",
    "who leads shelter in a flood?",
    "and in floods?",
    "在灾害局势下我们找谁",
    "如果我们这发大水谁牵头",
    "if we had an earthquake, who would lead shelter?",
    "我们是难民署的，想问CERF",
    "can we get money for a flood?",
    "Do we activate clusters for refugees?",
    "我们这儿去年打过仗，现在好了",
    "我先要查历年灾害数据的那个",
    "我们没有难民",
    "我们没有HC怎么办",
    "if we have no HC, who leads?",
    "IDP policy protection lead in a disaster if UNHCR is not there",
    "昨晚那边又打起来没",
    "地震会不会启动集群",
    # Of two that do not go together neither is taken.
    "我们这里打仗，又发大水",
    # They fled from a war that is not here, and nothing says that they are refugees.
    "people came to our side of the border, there is a war",
]


@pytest.mark.parametrize(
    ("question", "situation"), [(q, one) for one, questions in TOLD.items() for q in questions]
)
def test_who_says_in_which_situation_she_is_is_heard(
    assistant: Assistant, question: str, situation: Situation
) -> None:
    assert assistant.ask(question).situation is situation


@pytest.mark.parametrize("question", UNTOLD)
def test_what_is_supposed_denied_past_or_elsewhere_tells_nothing(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).situation is None


@pytest.mark.parametrize("question", ["我们这边刚地震，没打仗", "we had a flood, there is no war"])
def test_who_tells_and_asks_nothing_is_told_that_it_was_heard(
    assistant: Assistant, question: str
) -> None:
    reply = assistant.ask(question)
    assert (reply.status, reply.subject, reply.parts) == (Status.ANSWER, "noted", ())


def test_what_corrects_a_situation_asks_again_what_depends_on_it(assistant: Assistant) -> None:
    said = "不对不对，打仗的那是隔壁省，我们这是火山喷发，灰埋了半个县"
    reply = assistant.ask(said, topic=Topic("cccm", "lead"))
    assert reply.situation is Situation.DISASTER
    assert reply.parts[0].text.startswith("【您的局势】自然灾害：国家层面的CCCM集群由IOM牵头")


@pytest.mark.parametrize(
    ("said", "situation"),
    [
        ("民兵跟政府军又交上火了，镇上人往城里跑", Situation.CONFLICT),
        ("Quake. 6.8. Whole district flat.", Situation.DISASTER),
    ],
)
def test_who_tells_what_happens_and_asks_nothing_is_there(
    assistant: Assistant, said: str, situation: Situation
) -> None:
    reply = assistant.ask(said)
    assert (reply.subject, reply.situation) == ("noted", situation)


@pytest.mark.parametrize(
    "question", ["我们这发大水 庇护所集群牵头", "we are CLA and refugees arrive"]
)
def test_a_few_words_that_name_something_ask_of_it(assistant: Assistant, question: str) -> None:
    reply = assistant.ask(question)
    assert reply.parts
    assert reply.situation is not None


def test_what_is_told_with_a_question_counts_for_its_answer(assistant: Assistant) -> None:
    first = assistant.ask("We have a flood here. Who leads shelter?").parts[0]
    assert first.paragraphs[0].startswith("In disasters, the International Federation")


@given(st.text(max_size=60))
def test_any_text_can_be_asked_of_any_situation(assistant: Assistant, text: str) -> None:
    for situation in (None, *TOLD):
        reply = assistant.in_situation(situation).ask(text, default=Language.ENGLISH)
        assert reply.situation in {None, *TOLD}
