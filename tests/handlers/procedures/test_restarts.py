"""A procedure goes on after a restart, and under new content."""

import contextlib
import copy
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.application import bare_application
from bot.delivery.running import running
from bot.store.database import Database
from bot.store.opening import open_database
from handlers.messages.texts import Texts
from handlers.register import register
from handlers.services import Services
from knowledge.assistant import Assistant
from knowledge.content.base import KnowledgeBase
from knowledge.guided.models import Procedure
from tests.chat import Chat
from tests.conftest import FakeClock
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.handlers.procedures.conftest import Walker, title
from tests.handlers.procedures.papers import words_of


class Bots:
    """Bots that run one after the other on the same store."""

    def __init__(self, wire: FakeTelegram, clock: FakeClock, database: Database) -> None:
        self.wire = wire
        self.clock = clock
        self.database = database

    @contextlib.asynccontextmanager
    async def person(self, assistant: Assistant) -> AsyncIterator[Walker]:
        services = Services(assistant, Texts(), self.clock)
        application = bare_application(TOKEN, services, request=self.wire)
        register(application)
        async with running(application, database=self.database) as bot:
            yield Walker(Chat(self.wire, bot.handle), self.clock)


@pytest.fixture
async def bots(wire: FakeTelegram, clock: FakeClock) -> AsyncIterator[Bots]:
    async with open_database() as database:
        yield Bots(wire, clock, database)


def _with_procedure(knowledge: KnowledgeBase, changed: dict[str, Any]) -> KnowledgeBase:
    procedure = Procedure.model_validate(changed)
    return replace(knowledge, procedures={**knowledge.procedures, procedure.id: procedure})


async def test_a_restart_in_the_middle_of_every_step_loses_nothing(
    bots: Bots, assistant: Assistant
) -> None:
    said = ["/activate_cluster", "1", "1", "done", "2", "1", "某国", "done", "done", "1", "卫生"]
    said += ["done", "1", "世卫组织", "done", "1", "缺口", "done", "done", "done", "done", "done"]
    for text in said:
        async with bots.person(assistant) as person:
            shown = await person.say(text)
    assert "所有步骤都走完了" in shown.text
    async with bots.person(assistant) as person:
        person.board = shown
        await person.press("📄 中文")
        assert "卫生|世卫组织|缺口" in words_of(person.said[0])


async def test_a_procedure_goes_on_under_new_content_and_says_so(
    bots: Bots, assistant: Assistant, knowledge: KnowledgeBase
) -> None:
    async with bots.person(assistant) as person:
        for text in ("/activate_cluster", "1", "1", "done"):
            asked = await person.say(text)
        step = await person.say("2")
        await person.say("1")
        await person.say("某国")
    changed = copy.deepcopy(knowledge.procedures["cluster-activation"].model_dump())
    mechanisms = next(s for s in changed["steps"] if s["id"] == "mechanisms")
    mechanisms["title"]["zh"] = "改过的标题"
    fresh = Assistant(_with_procedure(knowledge, changed))
    async with bots.person(fresh) as person:
        await person.say("谁领导营养集群？")
        person.board = step
        shown = await person.press("完成")
        assert "内容有更新" in shown.text
        assert title(shown) == "改过的标题"
        assert "某国" in shown.text
        person.board = asked
        assert "内容有更新" not in (await person.press("不是")).text


async def test_a_procedure_whose_file_is_gone_says_so(
    bots: Bots, assistant: Assistant, knowledge: KnowledgeBase
) -> None:
    async with bots.person(assistant) as person:
        board = await person.say("/activate_cluster")
    others = {k: v for k, v in knowledge.procedures.items() if k != "cluster-activation"}
    async with bots.person(Assistant(replace(knowledge, procedures=others))) as person:
        person.board = board
        assert await person.chat.press(board, next(iter(board.buttons))) == []
        answer = await person.say("谁领导营养集群")
        assert "联合国儿童基金会" in answer.text
