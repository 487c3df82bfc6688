"""A group in which one member floods, and chats in which the bot is only mentioned."""

import sqlalchemy as sa
from telegram import Update
from telegram.ext import TypeHandler

from bot.delivery.running import Running, running
from bot.store.schema import event
from tests.bot.delivery.poll import polling
from tests.bot.parrot import parrot
from tests.bot.standin import StandIn, message

GROUP = -5


async def test_a_flood_by_one_of_thirty_members_does_not_slow_the_others(
    telegram: StandIn,
) -> None:
    for number in range(300):
        telegram.say(f"flood {number}", chat=GROUP, user=1, message_id=number)
    for member in range(2, 31):
        telegram.say(f"question of {member}", chat=GROUP, user=member, message_id=1000 + member)
    async with polling(telegram):
        await telegram.until(lambda: sum("question" in text for text in telegram.texts) == 29)
    [notice] = [call for call in telegram.calls if "a lot at once" in call.text]
    assert notice.parameters["disable_notification"]
    assert notice.parameters["reply_parameters"]["message_id"] < 300
    assert len(telegram.texts) <= 20 + 1 + 29


async def test_a_notice_goes_into_the_topic_of_whom_it_concerns(telegram: StandIn) -> None:
    for _ in range(25):
        telegram.say("x", chat=GROUP, user=1, message_thread_id=9, is_topic_message=True)
    async with polling(telegram):
        await telegram.until(lambda: any("a lot" in text for text in telegram.texts))
    [notice] = [call for call in telegram.calls if "a lot at once" in call.text]
    assert notice.parameters["message_thread_id"] == 9


async def test_a_guest_message_is_never_kept(bot: Running, telegram: StandIn) -> None:
    await bot.handle(telegram.push(guest_message=message("@parrot_bot hello")))
    asked = telegram.say("hello")
    await bot.handle(asked)
    kept = await bot.database.run(lambda c: c.execute(sa.select(event.c.key)).all())
    assert [row.key for row in kept] == [f"u:{asked['update_id']}"]


async def test_every_message_of_a_guest_is_answered_and_of_inline_queries_the_newest(
    telegram: StandIn,
) -> None:
    heard: list[str] = []
    application = parrot(api_url=telegram.url)

    async with running(application) as bot:

        async def listen(update: object, _context: object) -> None:
            heard.append(str(update))

        application.add_handler(TypeHandler(Update, listen), group=-1)
        queries = [
            telegram.push(
                inline_query={"id": str(n), "from": _PERSON, "query": f"q{n}", "offset": ""}
            )
            for n in range(3)
        ]
        guests = [telegram.push(guest_message=message(f"g{n}")) for n in range(3)]
        await bot.delivery.accept([*queries, *guests])
        await bot.delivery.fleeting.settled()
    assert [name for name in ("q0", "q1", "q2", "g0", "g1", "g2") if name in "".join(heard)] == [
        "q2",
        "g0",
        "g1",
        "g2",
    ]


_PERSON = {"id": 1, "is_bot": False, "first_name": "P"}
