"""People tell a story and ask then: only what they ask is answered, or refused."""

import pytest

from knowledge.assistant import Assistant, Status, Topic
from knowledge.models import Card
from knowledge.text.language import Language
from knowledge.text.story import questions_apart

STORY = "工资还没发，宿舍又漏水，护照也快到期了，领导还在催我。"


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        (f"{STORY}驻地协调员向谁报告？", "驻地协调员向谁报告?"),
        (f"{STORY}想弄清楚一件事：CERF多久批下来", "CERF多久批下来"),
        (
            "My visa is late, the hotel is full and I am tired. Who chairs the CEB?",
            "Who chairs the CEB?",
        ),
        ("在苏丹，营养集群由谁牵头？", None),
        ("In Sudan, who leads the Nutrition Cluster?", None),
        ("我刚到海地，要写一篇稿子，得提到集群，那边启动了几个集群？", None),
        (
            "I write about Haiti and need a table of clusters. Which are active in the country?",
            None,
        ),
        (f"{STORY}我在物流集群工作。", None),
        ("驻地协调员向谁报告？", None),
        ("", None),
    ],
)
def test_a_question_stands_apart_only_from_a_story(question: str, apart: str | None) -> None:
    assert next(questions_apart(question), None) == apart


def test_a_reason_may_stand_behind_the_question_at_the_end_of_a_story() -> None:
    question = f"{STORY}开会前由谁提醒全球牵头机构，好让他们派人来？"
    assert list(questions_apart(question)) == [
        "好让他们派人来?",
        "开会前由谁提醒全球牵头机构,好让他们派人来?",
    ]


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("我就一开车的，天天听他们喊集群集群，这到底是个啥玩意", "cluster"),
        ("在门口站岗，老听他们说驻地协调员来了又走了，那到底是个啥官", "resident-coordinator"),
        ("i'm only the guard but they all talk about CERF, what the hell is that", "cerf"),
        ("i do the dishes here and everyone keeps saying HCT, what on earth is that thing",
         "humanitarian-country-team"),
    ],
)  # fmt: skip
def test_what_a_story_told_of_is_what_its_end_asks_about(
    assistant: Assistant, question: str, entry: str
) -> None:
    card = assistant.ask(question).parts[0].card
    assert (card.entry, card.facet) == (entry, "definition")


def test_nothing_is_guessed_of_a_story_that_tells_of_two(assistant: Assistant) -> None:
    reply = assistant.ask("我在村里开小卖部，他们老说什么HCT和CERF的，这到底是个啥玩意")
    assert reply.status is not Status.ANSWER or len({p.card.entry for p in reply.parts}) > 1


def test_words_of_a_story_do_not_refuse_its_question(assistant: Assistant) -> None:
    reply = assistant.ask(f"{STORY}驻地协调员到底向谁报告？")
    assert reply.status is Status.ANSWER
    assert reply.parts[0].card.entry == "resident-coordinator"


@pytest.mark.parametrize(
    "question",
    [
        f"{STORY}集群协调员的工资是多少？",
        f"{STORY}请问去哪里要？",
        "在苏丹，营养集群由谁牵头？",
    ],
)
def test_a_question_for_what_no_document_holds_is_refused_after_any_story(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).status is Status.NONE


def test_the_end_of_a_story_is_not_taken_for_a_greeting(assistant: Assistant) -> None:
    reply = assistant.ask(
        "我是大三学生，论文里要写集群的构成，老师说不光是联合国机构，那还有哪些组织？"
    )
    assert reply.subject != "greeting"


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("super helpful, thx a lot", "thanks"),
        ("了解，謝啦，等下還要趕稿", "thanks"),
        ("好的我跟领导汇报去，多谢", "thanks"),
        ("講得好清楚，感恩～", "thanks"),
        ("ok going to sleep now, night", "thanks"),
        ("thank you bot!!", "thanks"),
        ("可以可以，太及时了", "thanks"),
        ("好人一生平安🙏", "thanks"),
        ("好", "thanks"),
        ("行，够我讲的了，谢啦", "thanks"),
    ],
)
def test_thanks_are_thanks_whatever_is_said_beside(
    assistant: Assistant, message: str, kind: str
) -> None:
    for topic in (None, Topic("un-country-team", "accountable_to")):
        reply = assistant.ask(message, topic=topic)
        assert (reply.status, reply.subject, reply.topic) == (Status.ANSWER, kind, topic)


@pytest.mark.parametrize(
    "question",
    [
        "多谢，营养集群的牵头机构",
        "thanks, who funds it?",
        "好的，我想看11个集群的名单",
        "thanks. camp toilets",
    ],
)
def test_a_question_with_thanks_is_a_question(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).subject != "thanks"


@pytest.mark.parametrize(
    ("question", "card", "again"),
    [
        ("why?", Topic("cluster-co-leadership", "caution"), True),
        ("哪一年？", Topic("internally-displaced-persons", "legal_basis"), True),
        ("哪一年？", Topic("nutrition", "lead"), False),
        ("为啥不行", Topic("shelter", "caution"), True),
        ("for how long", Topic("shelter", "exception"), True),
    ],
)
def test_what_a_word_asks_is_told_by_what_was_just_said_if_that_holds_it(
    assistant: Assistant, question: str, card: Topic, again: bool
) -> None:
    reply = assistant.ask(question, topic=card)
    shown = [part.card for part in reply.parts[:1]]
    assert (shown == [Card(card.entry, card.facet)]) is again


@pytest.mark.parametrize(
    ("request_", "language"),
    [
        ("in English please", Language.ENGLISH),
        ("用英文再说一遍", Language.ENGLISH),
        ("say that in Chinese", Language.SIMPLIFIED),
        ("换成繁体", Language.TRADITIONAL),
        ("没看懂，再说一遍", Language.SIMPLIFIED),
        ("say that again?", Language.ENGLISH),
        ("give me the short version in Chinese", Language.SIMPLIFIED),
    ],
)
def test_what_was_said_is_said_again_in_the_language_asked_for(
    assistant: Assistant, request_: str, language: Language
) -> None:
    said = Topic("shelter", "caution")
    reply = assistant.ask(request_, topic=said)
    assert [part.card for part in reply.parts] == [Card(said.entry, said.facet)]
    assert (reply.language, reply.topic) == (language, said)


@pytest.mark.parametrize("request_", ["再短点，一句话", "太长了", "the short version please"])
def test_what_was_said_is_said_in_fewer_words(assistant: Assistant, request_: str) -> None:
    said = Topic("provider-of-last-resort", "definition")
    reply = assistant.ask(request_, topic=said)
    [shorter] = reply.parts
    [whole] = assistant.show(Card(said.entry, said.facet), reply.language).parts
    assert len(shorter.paragraphs) == 1 < len(whole.paragraphs)
    assert shorter.sources == whole.sources


@pytest.mark.parametrize("word", ["继续", "more"])
def test_nothing_goes_on_where_nothing_was_said(assistant: Assistant, word: str) -> None:
    reply = assistant.ask(word)
    assert (reply.parts, reply.choices, reply.subject) == ((), (), "presence")


@pytest.mark.parametrize("word", ["1", "72", "拖拉机", "tractor"])
def test_one_word_that_asks_nothing_is_not_answered(assistant: Assistant, word: str) -> None:
    assert assistant.ask(word).status is Status.NONE


def test_nothing_is_said_again_where_nothing_was_said(assistant: Assistant) -> None:
    reply = assistant.ask("用英文再说一遍")
    assert (reply.status, reply.subject) == (Status.ANSWER, "presence")
    assert reply.language is Language.ENGLISH


def test_a_question_that_names_a_language_is_a_question(assistant: Assistant) -> None:
    reply = assistant.ask("CERF in English", topic=Topic("nutrition", "lead"))
    assert reply.parts[0].card.entry == "cerf"


def test_a_name_with_a_small_word_asks_what_was_asked_before(assistant: Assistant) -> None:
    reply = assistant.ask("保护的", topic=Topic("shelter", "contact"))
    assert reply.parts[0].card == Card("protection", "contact")
