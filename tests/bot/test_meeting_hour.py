"""An hour's meeting of thirty people in three topics, in a minute."""

import asyncio
import random
import statistics
import time
from collections import Counter
from typing import Any

import pytest

from bot.application import build_application
from bot.delivery.outgoing.limits import LocalLimits
from bot.delivery.running import running
from knowledge.content.base import KnowledgeBase
from knowledge.quality.questions import read_questions
from tests.bot.standin import TOKEN, Call, StandIn, message, standing_in
from tests.test_questions import QUESTIONS

FACTOR = 60
"""A minute of the meeting is a second here, for the bot's clock and limits as well."""
GROUP = {"id": -1001234, "type": "supergroup", "title": "Meeting", "is_forum": True}
TOPICS = (11, 12, 13)
MEMBERS = 30
ASKED = 200


class Meeting:
    """A clock and limits that run faster than ours."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._date = time.time()

    def clock(self) -> float:
        return self._date + (time.monotonic() - self._began) * FACTOR

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / FACTOR)


class Faster(LocalLimits):
    """The bot's own limits, in the time of the meeting."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(clock=meeting.clock, sleep=meeting.sleep)

    async def slot(self, chat: int) -> float:
        return await super().slot(chat) / FACTOR


@pytest.mark.faults
async def test_two_hundred_questions_are_answered_once_each_within_the_limits(
    knowledge: KnowledgeBase,
) -> None:
    found, _problems = read_questions(knowledge, QUESTIONS)
    questions = [one.q for entry in found.values() for one in entry]
    meeting = Meeting()
    chance = random.Random(7)
    async with standing_in(StandIn()) as telegram:
        application = build_application(TOKEN, api_url=telegram.url, clock=meeting.clock)
        async with running(application, limits=Faster(meeting)) as bot:
            polling = asyncio.create_task(bot.poll())
            asked = await _hold(telegram, meeting, questions, chance)
            await telegram.until(lambda: len(_replies(telegram)) >= len(asked), seconds=30)
            polling.cancel()
    replies = _replies(telegram)
    assert Counter(map(_question, replies)) == Counter(asked.keys())
    assert all(call.parameters["disable_notification"] for call in replies)
    assert all(call.parameters["message_thread_id"] in TOPICS for call in replies)
    assert _most_in_a_minute(replies) <= 20
    waits = [call.at - asked[_question(call)] for call in replies]
    pointers = sum("t.me/c/1234" in call.text for call in replies)
    print(  # noqa: T201
        f"\n{len(asked)} questions, {len(telegram.calls)} messages ({pointers} pointers), "
        f"most in a minute {_most_in_a_minute(telegram.calls)}, "
        f"median {statistics.median(waits) * 1000:.0f} ms"
    )


async def _hold(
    telegram: StandIn, meeting: Meeting, questions: list[str], chance: random.Random
) -> dict[int, float]:
    """Ask for an hour; return when each question was asked."""
    asked: dict[int, float] = {}
    recent = chance.choice(questions)
    for number in range(1, ASKED + 1):
        # Every fifth asks what somebody has asked just before.
        recent = recent if number % 5 == 0 else chance.choice(questions)
        asked[number] = time.monotonic()
        telegram.push(message=_said(f"/ask@parrot_bot {recent}", number, meeting, chance))
        await meeting.sleep(chance.uniform(0.3, 1.7) * 3600 / ASKED)
    return asked


def _said(text: str, number: int, meeting: Meeting, chance: random.Random) -> dict[str, Any]:
    command = {"type": "bot_command", "offset": 0, "length": len("/ask@parrot_bot")}
    place = {
        "chat": GROUP,
        "message_id": number,
        "date": int(meeting.clock()),
        "entities": [command],
        "is_topic_message": True,
        "message_thread_id": chance.choice(TOPICS),
    }
    return message(text, chat=-1, user=chance.randrange(1, MEMBERS + 1)) | place


def _replies(telegram: StandIn) -> list[Call]:
    return [call for call in telegram.calls if "reply_parameters" in call.parameters]


def _question(call: Call) -> int:
    return int(call.parameters["reply_parameters"]["message_id"])


def _most_in_a_minute(calls: list[Call]) -> int:
    times = sorted(call.at for call in calls)
    return max(sum(0 <= other - at < 60 / FACTOR for other in times) for at in times)
