"""Data of people in need is seen, and no question about coordination is taken for it."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.content.base import KnowledgeBase
from knowledge.privacy.personal import Personal, personal_data
from knowledge.quality.evaluation import read_questions as read_evaluation
from knowledge.quality.questions import read_questions

QUESTIONS = Path(__file__).parents[2] / "questions"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("her number is +93 70 123 4567", Personal.PHONE),
        ("call 0712 345 678 please", Personal.PHONE),
        ("我的电话是13812345678", Personal.PHONE),
        ("办公室 ０１０－１２３４５６７８", Personal.PHONE),
        ("write to fatima.k@example.org", Personal.EMAIL),
        ("they are at 34.5553, 69.2075", Personal.POSITION),
        ("34°31'N 69°12'E", Personal.POSITION),
        ("34.55531234567 69.20751234567", Personal.POSITION),
        ("北纬 34.5553° N, 东经 69.2075° E", Personal.POSITION),
        ("北纬34.5553，东经69.2075", Personal.POSITION),
        ("Latitude: 34.5553 Longitude: 69.2075", Personal.POSITION),
        ("https://maps.app.goo.gl/abc", Personal.POSITION),
        ("110101199003074578", Personal.IDENTITY),
        ("passport no. AB1234567", Personal.IDENTITY),
        ("难民登记编号：123-45C67890", Personal.IDENTITY),
        ("受益人名单：王小明、李芳、张伟", Personal.NAMES),
        ("受益人名单：于洋、白雪、湯明", Personal.NAMES),
        ("refugees: Ahmed al-Rashid, Omar bin Said, Maria de Souza", Personal.NAMES),
        ("beneficiaries: John Smith, Mary Jones, Ahmed Ali", Personal.NAMES),
        ("Amina Yusuf 34 f\nHassan Omar 12 m\nLayla Ali 5 f", Personal.NAMES),
        ("Amina Yusuf\n\nHassan Omar\n\nLayla Ali", Personal.NAMES),
    ],
)
def test_it_is_seen(text: str, kind: Personal) -> None:
    assert personal_data(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "GA resolution 46/182 of 19.12.1991",
        "2011-2015 2016年的计划",
        "US$30,000,000 or 30000000000?",
        "高级专员、方案主任、金融机构的名单",
        "难民教育的方案、方法、金额",
        "see https://example.org/@unocha.html",
        "what to do at 45° or 40度",
        "list: Emergency Relief Coordinator, Humanitarian Country Team, Resident Coordinator",
        "refugees in Burkina Faso, Sierra Leone, South Sudan",
        "谁领导营养、卫生、教育集群",
        "4W 5W 3W 12345",
    ],
)
def test_figures_roles_and_countries_are_not(text: str) -> None:
    assert personal_data(text) is None


def test_no_question_of_the_project_is_taken_for_it(knowledge: KnowledgeBase) -> None:
    by_entry, _problems = read_questions(knowledge, QUESTIONS)
    asked = [one.q for questions in by_entry.values() for one in questions]
    asked += [q.q for q in read_evaluation(sorted((QUESTIONS / "eval").glob("*.jsonl")))]
    assert len(asked) > 2000
    assert [text for text in asked if personal_data(text)] == []


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert personal_data(text) in {None, *Personal}


@given(
    st.text(alphabet="谁领导营养集群 abc?\n", max_size=60),
    st.from_regex(r"\+[1-9]\d{1,2}[ -]?\d{2,3}[ -]?\d{3}[ -]?\d{3}", fullmatch=True),
    st.text(alphabet=" 谁领导营养集群?\n", max_size=60),
)
def test_a_number_is_seen_whatever_stands_around_it(before: str, number: str, after: str) -> None:
    assert personal_data(f"{before} {number}{after}") is not None


@given(st.sampled_from("1a@.+- °、,\nA王"), st.integers(3500, 4096))
def test_the_longest_message_is_read_at_once(character: str, length: int) -> None:
    personal_data(character * length)


@pytest.mark.parametrize(
    "before", ["passport", "1.234", "身份证", "1°", "电话", "证件 号码", "case no"]
)
@pytest.mark.parametrize("space", [" ", "\n", "\u3000", " \n", "\u200b "])
def test_a_message_of_spaces_is_read_at_once(before: str, space: str) -> None:
    started = time.process_time()
    personal_data(before + space * 4000)
    assert time.process_time() - started < 1.0
