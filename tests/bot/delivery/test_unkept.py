"""Row 11, on: a full disk keeps nothing, and yet questions are answered, each once."""

from pathlib import Path

from bot.application import build_application
from bot.delivery.running import running
from bot.store.opening import open_database
from tests.bot.delivery.poll import polling_of
from tests.bot.standin import TOKEN, StandIn


async def test_row_11_questions_are_answered_while_nothing_can_be_kept(
    telegram: StandIn, tmp_path: Path
) -> None:
    application = build_application(TOKEN, api_url=telegram.url)
    async with (
        open_database(f"sqlite:///{tmp_path}/bot.db") as database,
        running(application, database=database) as bot,
        polling_of(bot),
    ):
        await telegram.until(lambda: bool(telegram.polls))
        pages = await database.run(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one())
        await database.run(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={pages}"))
        filler = "x" * 3000
        for chat in range(1, 21):
            telegram.say(f"/start {filler}", chat=chat)
        telegram.say("who leads nutrition?", chat=30)
        telegram.say("/leads", chat=30)
        await telegram.until(lambda: bool(telegram.texts_to(30)))
        [answer] = telegram.texts_to(30)
        assert "UNICEF" in answer
        assert "not remember anything just now" in answer
        assert len(telegram.pending) == 22
        await database.run(lambda c: c.exec_driver_sql("PRAGMA max_page_count=100000"))
        await telegram.until(lambda: len(telegram.texts_to(30)) == 2 and not telegram.pending)
    assert "UNICEF" not in telegram.texts_to(30)[1]  # the other one's: each is answered once
