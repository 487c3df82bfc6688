"""What no document holds is refused by classes of words; what the content holds is not."""

import pytest

from knowledge.assistant import Assistant, Status

EVERY = 9
"""Of all that people ask, so much is asked here; all of it takes a minute."""
LEAST_ANSWERED = 0.998


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("现在当紧急救济协调员的是哪位？", "person"),
        ("高專現在換誰當了啊", "person"),
        ("Who is currently serving as the Emergency Relief Coordinator?", "person"),
        ("今年中央应急基金到现在一共筹到了多少钱？", "statistics"),
        ("How much has CERF allocated so far this year?", "statistics"),
        ("IASC secretariat 的 email 给一个", "email"),
        ("全球卫生集群的电子邮箱是什么？", "email"),
        ("歐盟民事保護機制跟集群方法有什麼不同？", "others"),
        ("how big is a family tent supposed to be", "standards"),
        ("你觉得集群这套东西有用吗", "opinions"),
        ("乌克兰的庇护所集群由谁牵头", "country"),
        ("OCHA是哪一年成立的", "foundation"),
        ("Where are UNHCR's headquarters?", "seats"),
        ("粮食署署长由谁任命", "heads_of_agencies"),
        ("how many times a year does the HCT meet", "rhythm"),
        ("無國界醫生牽頭哪個集群", "others"),
        ("UNHCR什么时候成立的", "foundation"),
        ("UNSDG budget", "budget"),
        ("全球现在有多少 IDPs", "statistics"),
        ("物流集群战略咨询小组目前有几名成员？", "count"),
        ("HCT有几个成员", "count"),
        ("how many members does the HCT have", "count"),
        ("how many people sit on the Logistics SAG right now", "count"),
        ("how many resident coordinators are there", "count"),
        ("大会有多少个会员国", "count"),
        ("how do i get my supervisor to give me a raise", "pay"),
        ("怎么跟领导谈升职", "pay"),
        ("谁决定停用集群", "closures"),
        ("who decides to deactivate", "closures"),
        ("谁能关集群", "closures"),
        ("國家集群幾時開會", "rhythm"),
        ("联合国安全谁管", "security"),
        ("can we use military trucks", "security"),
        ("is logistics transport free", "fees"),
    ],
)
def test_classes_of_words_refuse(assistant: Assistant, question: str, subject: str) -> None:
    reply = assistant.ask(question)
    assert (reply.status, reply.subject) == (Status.NONE, subject)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("HC现在是谁任命的", "humanitarian-coordinator"),
        ("驻地协调员现在向谁报告", "resident-coordinator"),
        ("现在全球物流集群由谁牵头？", "logistics"),
        ("WFP main office in Italy", "wfp"),
        ("英国援助部门网页在哪", "uk-fcdo"),
        ("ERF改叫什么名字了", "emergency-response-fund"),
        ("全球庇护所集群的邮箱", "shelter"),
        ("ICRC哪年成立的", "icrc"),
        ("秘书长特别代表由谁任命", "special-representative-of-the-sg"),
        ("who do i email at UNHCR HQ about partnerships", "unhcr"),
    ],
)
def test_what_the_content_holds_is_answered_beside_such_words(
    assistant: Assistant, question: str, entry: str
) -> None:
    reply = assistant.ask(question)
    assert reply.status is Status.ANSWER
    assert entry in {part.card.entry for part in reply.parts}


@pytest.mark.parametrize(
    "question", ["UNDAC队多久能到", "谁派UNDAC", "UNDAC和OCHA是什么关系", "CERF vs DREF"]
)
def test_an_abbreviation_that_the_content_does_not_hold_is_refused(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).status is Status.NONE


@pytest.mark.parametrize(
    "question",
    [
        "WHO LEADS THE WASH CLUSTER",
        "CERF loan in USD?",
        "我们ACTED能直接申请CERF吗",
        "ADRA asks: who leads nutrition?",
        "NGOs like OXFAM, can they apply for CERF?",
    ],
)
def test_capitals_alone_do_not_refuse(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status is Status.ANSWER


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("UNHCR reprots to who on refugee maters", "unhcr"),
        ("is one singel agency responsble for the hole response", "cluster-approach"),
    ],
)
def test_a_misspelt_word_is_rather_one_of_the_content_than_one_that_refuses(
    assistant: Assistant, question: str, entry: str
) -> None:
    reply = assistant.ask(question)
    assert reply.status is Status.ANSWER
    assert reply.parts[0].card.entry == entry


@pytest.mark.parametrize(
    "question",
    [
        "who chairs CERF?",
        "中央应急基金由谁主持",
        "high commissioner reports to whom",
        "global logistics meeting reports to whom",
        "who appoints the UN Secretariat",
        "世行由谁主持",
    ],
)
def test_what_an_entry_lacks_is_not_answered_by_what_it_has(
    assistant: Assistant, question: str
) -> None:
    reply = assistant.ask(question)
    assert reply.status is Status.NONE
    assert reply.choices


def test_an_address_asked_of_nobody_is_looked_for_among_those_there_are(
    assistant: Assistant,
) -> None:
    reply = assistant.ask("email?")
    assert reply.status is Status.CHOICES
    assert {choice.card.facet for choice in reply.choices} == {"contact"}


def test_no_phrase_of_the_content_is_refused_by_a_subject(assistant: Assistant) -> None:
    phrases = [text for held in assistant.knowledge.asked.values() for text in held.all]
    sample = [
        *phrases[::EVERY],
        *(n for e in assistant.knowledge.entries.values() for n in e.names),
    ]
    refused = [text for text in sample if assistant.ask(text).subject is not None]
    assert len(sample) > 2_000
    assert len(refused) <= (1 - LEAST_ANSWERED) * len(sample), refused


@pytest.mark.parametrize(
    ("question", "entry", "figure"),
    [
        ("UNSDG有多少成员", "unsdg", "36"),
        ("CEB成员数", "ceb", "31"),
        ("how many countries does the UNSDG cover", "unsdg", "165"),
        ("搞调解的那个高级别班子有多少人", "mediation-advisory-board", "18"),
        ("帮秘书长搞调解的那个高级别班子有多少人", "un-secretary-general", "18"),
    ],
)
def test_what_the_documents_count_is_counted(
    assistant: Assistant, question: str, entry: str, figure: str
) -> None:
    reply = assistant.ask(question)
    assert reply.parts[0].card.entry == entry
    assert figure in reply.text


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("HCT里面包括哪些机构", "humanitarian-country-team"),  # 面包 is food
        ("CEB下面包括哪些委员会", "ceb"),
        ("谁可以考虑指定一名区域人道主义协调员", "humanitarian-coordinator"),  # as 移民局 sounds
    ],
)
def test_no_word_is_seen_or_heard_across_two_others(
    assistant: Assistant, question: str, entry: str
) -> None:
    assert assistant.ask(question).parts[0].card.entry == entry


def test_bread_is_food_all_the_same(assistant: Assistant) -> None:
    assert assistant.ask("HCT附近哪里有面包店").subject == "food"
