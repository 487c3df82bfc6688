"""A curator's /rollback and /reload, as an operator starts the replicas and a crash ends them."""

import asyncio
import shutil
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from knowledge.content.editions import Editions
from knowledge.content.loader import load
from tests.bot.office import SOON, Office
from tests.bot.standin import StandIn, standing_in
from tests.testland import CODE, write_testland

MEI = 11
"""User id of a curator."""
QUESTION = "who leads nutrition?"
GOOD, BAD = "Testland Nutrition Agency", "Wrong Nutrition Agency"
CHATS = range(101, 109)
"""Enough for every replica to have some."""


@pytest.fixture
def replica(tmp_path: Path, database_url: str) -> Callable[[str, StandIn], Office]:
    """Return what makes a replica; its container is made anew."""
    content = tmp_path / "content"
    write_testland(content)
    load(extra=content, snapshot=tmp_path / "content.json")

    def make(name: str, telegram: StandIn) -> Office:
        var = tmp_path / name / "var"
        var.mkdir(parents=True)
        shutil.copy(tmp_path / "content.json", var)
        made = Office(
            "kenya", telegram, var.parent, database_url=database_url, content=content, country=CODE
        )
        made.settings["CURATORS"] = str(MEI)
        return made

    return make


async def test_what_a_curator_went_back_to_outlives_every_replica(
    replica: Callable[[str, StandIn], Office], tmp_path: Path
) -> None:
    async with standing_in(StandIn()) as telegram, AsyncExitStack() as stack:
        one, two, three = (replica(name, telegram) for name in ("one", "two", "three"))

        async def start(*offices: Office) -> None:
            for office in offices:
                stack.push_async_callback(office.kill)
                await office.start()
            kept = [Editions(office.folder / "var" / "editions") for office in offices]
            # Done when it has begun to answer.
            await telegram.until(lambda: all(one.newest_first() for one in kept), seconds=SOON)

        await start(one)
        await spoil(tmp_path / "content" / "countries" / CODE, one)
        # The news of it, which is not the answer to what she writes next.
        await telegram.until(lambda: bool(telegram.texts_to(MEI)), seconds=SOON)
        await all_answer(one, BAD)
        assert "New content is live" in await one.answers("/rollback", chat=MEI)
        await all_answer(one, GOOD)
        await one.kill()
        await start(two, three)
        await all_answer(two, GOOD)
        assert "New content is live" in await two.answers("/reload", chat=MEI)
        await changed(2, two, three)
        await all_answer(two, BAD)


async def spoil(folder: Path, office: Office) -> None:
    """Change a file until that is noticed: the watcher may only just be starting."""
    path = folder / "entries" / "cluster" / "nutrition.yaml"
    unfinished = path.with_suffix(".part")
    text = path.read_text(encoding="utf-8").replace(GOOD, BAD)
    noticing = asyncio.create_task(changed(1, office))
    while not noticing.done():
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
        await asyncio.wait({noticing}, timeout=10.0)
    await noticing


async def changed(times: int, *offices: Office) -> None:
    """Wait until they have changed their content so often since they were started."""
    await offices[0].telegram.until(
        lambda: all(office.said.count("content_live") == times for office in offices),
        seconds=SOON,
    )


async def all_answer(office: Office, told: str) -> None:
    """Ask in every chat, so that every replica answers some."""
    answers = await asyncio.gather(*(office.answers(QUESTION, chat=chat) for chat in CHATS))
    assert all(told in answer for answer in answers)
