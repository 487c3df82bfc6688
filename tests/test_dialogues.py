"""Talks of several turns as people have them, played over the wire, and the figures they keep.

The files hold a talk a line: what is typed, what the bot should do (answer, abstain, clarify, or
say something brief to smalltalk) and what a right answer holds. Whoever wrote them had not seen
the content.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict

from handlers.messages.smalltalk import COVERED, SITUATION_NOTED, SMALLTALK
from handlers.messages.texts import Texts
from knowledge.quality.evaluation import Grade, says
from knowledge.text.language import Language
from tests.chat import Chat, Handle, Sent
from tests.fake_telegram import FakeTelegram

FILES = sorted((Path(__file__).parent / "questions" / "dialogues").glob("*.jsonl"))
LANGUAGE_CODES = {"zh-Hans": "zh-hans", "zh-Hant": "zh-hant", "en": "en", "mixed": "zh-hans"}
Reaction = Literal["answer", "abstain", "clarify", "smalltalk"]


class Turn(BaseModel):
    """What a person types, and what is right to say to it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: str
    kind: str
    expect: Reaction
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    also_ok: tuple[Reaction, ...] = ()
    """Reactions that are as good."""

    def grade(self, reaction: Reaction, text: str) -> Grade:
        """Return how good it is to react so."""
        if reaction in self.also_ok:
            return Grade.RIGHT
        if reaction != self.expect:
            kinds = {"abstain": Grade.MISSED, "clarify": Grade.HEDGED}
            return kinds.get(reaction, Grade.WRONG)
        return Grade.RIGHT if says(text, self.must, self.must_not) else Grade.WRONG


class Dialogue(BaseModel):
    """A talk of one person with the bot."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    lang: str
    turns: tuple[Turn, ...]


def dialogues() -> Iterator[Dialogue]:
    for file in FILES:
        for line in file.read_text(encoding="utf-8").splitlines():
            yield Dialogue.model_validate_json(line)


def _said(*messages: str) -> tuple[str, ...]:
    texts = Texts()
    return tuple(texts.of(language)(message) for language in Language for message in messages)


NOTHING = _said("The documents do not say.")
WHICH = _said("Which of these do you mean?")
SMALL = _said(COVERED, *SMALLTALK.values())
HEARD = tuple(said.partition("{")[0] for said in _said(SITUATION_NOTED))


def reaction_of(sent: Sent) -> Reaction:
    if sent.text.startswith(NOTHING):
        return "abstain"
    if sent.text.startswith(WHICH):
        return "clarify"
    brief = sent.text in SMALL or sent.text.startswith(HEARD)
    return "smalltalk" if brief else "answer"


async def test_most_turns_of_a_talk_are_right_and_few_wrong(
    wire: FakeTelegram, handle: Handle
) -> None:
    grades: Counter[Grade] = Counter()
    for number, dialogue in enumerate(dialogues(), start=1000):
        code = LANGUAGE_CODES[dialogue.lang]
        chat = Chat(wire, handle, user_id=number, language_code=code)
        for turn in dialogue.turns:
            [sent] = await chat.say(turn.q)
            grades[turn.grade(reaction_of(sent), sent.text)] += 1
    assert grades.total() > 1_900
    assert grades[Grade.RIGHT] / grades.total() >= 0.96, grades
    assert grades[Grade.WRONG] / grades.total() <= 0.03, grades


@pytest.mark.parametrize(
    ("reaction", "text", "grade"),
    [
        ("answer", "UNICEF leads it", Grade.RIGHT),
        ("answer", "WFP leads it", Grade.WRONG),
        ("answer", "not UNICEF but WHO", Grade.WRONG),
        ("clarify", "Which?", Grade.HEDGED),
        ("abstain", "The documents do not say.", Grade.MISSED),
        ("smalltalk", "Hello!", Grade.WRONG),
    ],
)
def test_a_turn_is_graded_by_what_was_said(reaction: Reaction, text: str, grade: Grade) -> None:
    turn = Turn(q="?", kind="standalone", expect="answer", must=("UNICEF",), must_not=("WHO",))
    assert turn.grade(reaction, text) is grade
