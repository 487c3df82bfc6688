"""After an outage: what waited is answered once, and in a group not at all."""

import time

from bot.delivery.incoming.inbound import PERSON
from tests.bot.delivery.poll import polling
from tests.bot.standin import StandIn

HOURS_AGO = int(time.time()) - 3 * 3600


async def test_what_a_person_repeated_while_offline_is_answered_once(telegram: StandIn) -> None:
    for text in ("who leads wash", "Who leads  WASH", "what is CERF", "who leads wash"):
        telegram.say(text, date=HOURS_AGO)
    async with polling(telegram):
        await telegram.until(lambda: len(telegram.texts) == 3)
    sorry, *answers = telegram.texts
    assert sorry.startswith("Sorry for the delay")
    assert answers == ["1 what is CERF", "2 who leads wash"]


async def test_what_is_asked_once_too_often_does_not_stand_for_what_was_asked(
    telegram: StandIn,
) -> None:
    for _ in range(PERSON.burst + 1):
        telegram.say("who leads wash", date=HOURS_AGO)
    async with polling(telegram) as bot:
        await telegram.until(lambda: not telegram.pending)
        await bot.settled(7)
    sorry, answer, notice = telegram.texts
    assert sorry.startswith("Sorry for the delay")
    assert answer == "1 who leads wash"
    assert "a lot at once" in notice


async def test_what_is_repeated_now_is_answered_each_time(telegram: StandIn) -> None:
    for _ in range(2):
        telegram.say("who leads wash", date=int(time.time()))
    async with polling(telegram):
        await telegram.until(lambda: len(telegram.texts) == 2)


async def test_a_group_in_which_the_talk_has_gone_on_is_left_alone(telegram: StandIn) -> None:
    telegram.say("old", chat=-7, date=HOURS_AGO)
    telegram.say("new", chat=-7, date=int(time.time()))
    telegram.say("old", chat=7, date=HOURS_AGO)
    async with polling(telegram):
        await telegram.until(lambda: len(telegram.texts) == 3)
    assert telegram.texts_to(-7) == ["1 new"]
