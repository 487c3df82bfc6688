"""An office's country has content, or the bot does not start and nothing is swapped."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.application import bare_application
from bot.content.live import LiveContent
from bot.content.sources import Sources
from bot.delivery import records
from bot.delivery.running import running
from bot.store.gaps import gaps
from bot.store.opening import open_database
from handlers.chats.records import GapState, Judged, Missed, Reason
from handlers.curators.content import NEWS
from handlers.messages.texts import Texts
from handlers.register import register
from handlers.services import Services
from knowledge.exceptions import ContentError
from knowledge.text.similar import question_id
from tests.chat import SECRET
from tests.conftest import FakeClock
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.testland import CODE, write_testland


@pytest.fixture
def office(sources: Sources, tmp_path: Path) -> Sources:
    """Content with a country of its own, for the bot of its office."""
    write_testland(tmp_path / "extra")
    return replace(sources, extra=tmp_path / "extra", country=CODE)


def test_an_office_whose_country_has_no_content_does_not_start(
    office: Sources, sources: Sources
) -> None:
    with pytest.raises(ContentError, match=r"COORDBOT_COUNTRY: .* for XZZ; there is for XTL"):
        LiveContent(replace(office, country="XZZ")).open()
    with pytest.raises(ContentError, match="there is for none: set COORDBOT_KNOWLEDGE_DIR"):
        LiveContent(replace(sources, country=CODE)).open()


async def test_content_that_loses_the_offices_country_is_refused(
    office: Sources, clock: FakeClock, tmp_path: Path
) -> None:
    live = LiveContent(office)
    services = Services(live.open(), Texts(), clock, country=CODE)
    live.serve(services)
    await live.remember()
    shutil.rmtree(tmp_path / "extra" / "countries")
    change = await live.catch_up()
    assert not change.swapped
    assert [problem.field for problem in change.problems] == ["COORDBOT_COUNTRY"]
    assert services.local.knowledge.country is not None
    # A restart on such files answers from the copy, as with broken ones.
    again = LiveContent(office).open().in_country(CODE).knowledge
    assert again.copied is not None
    assert again.country is not None


async def test_a_question_that_the_country_answers_is_settled(
    office: Sources, wire: FakeTelegram, clock: FakeClock, tmp_path: Path
) -> None:
    services = Services(LiveContent(office).open(), Texts(), clock, country=CODE)
    application = bare_application(TOKEN, services, request=wire)
    register(application)
    question = question_id("测试营养署是什么")
    async with (
        open_database(f"sqlite:///{tmp_path}/bot.db", secret=SECRET) as database,
        running(application, database=database) as bot,
    ):
        missed = Missed(question, "测试营养署是什么", Reason.MISS)
        pending = Judged(question, GapState.PENDING)
        await database.run(lambda c: records.keep(c, [missed, pending], now=clock.now))
        await bot.tell([7], NEWS, {"problems": ""}, key="1")
        await bot.settled(7)
        [gap] = await database.run(lambda c: gaps(c, {GapState.SOLVED}))
        assert gap.entry == "testland-nutrition-agency"
