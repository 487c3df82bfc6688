"""A message that is edited: its answer changes, and what had none is nobody's question.

==================================  ===============================================================
what was edited                     what the bot does
==================================  ===============================================================
a question                          edits its answer, also one that still waits to be sent
"@bot have a look" at a question    the same, as long as it asks nothing of its own
/ask and a question, in any case    the same
any other command                   nothing: it is not done again, and what it showed stays
a text for a procedure              nothing: it is no question, and nothing of it is kept
a word among people in a group      nothing, even where the bot hears everything
==================================  ===============================================================
"""

from typing import Any

import pytest
from telegram.error import NetworkError

from bot.delivery.running import Running
from bot.store.gaps import gaps
from bot.store.outbox import unsent
from handlers.chats.records import GapState
from tests.chat import Chat, Handle
from tests.conftest import FakeClock
from tests.fake_telegram import FakeTelegram
from tests.handlers.procedures.conftest import Walker

UNANSWERED = "评审小组是做什么的"


async def kept(bot: Running) -> list[str]:
    """Return every question that is kept for curators."""
    return [gap.question for gap in await bot.database.run(lambda c: gaps(c, set(GapState)))]


@pytest.fixture
def group(wire: FakeTelegram, handle: Handle) -> Chat:
    return Chat(wire, handle, chat_id=-1001)


async def test_a_text_for_a_procedure_is_kept_for_nobody(
    chat: Chat, running_bot: Running, clock: FakeClock
) -> None:
    walker = Walker(chat, clock)
    await walker.say("/activate_cluster")
    await walker.say("note")
    await walker.say(UNANSWERED)
    assert await chat.edit(f"{UNANSWERED}，明天再问") == []
    assert await kept(running_bot) == []


async def test_what_people_say_to_each_other_is_kept_for_nobody(
    group: Chat, running_bot: Running
) -> None:
    await group.say("/meeting")
    await group.say(UNANSWERED)
    assert await group.edit(f"{UNANSWERED}？") == []
    assert await kept(running_bot) == []
    recap, *_files = await group.say("/meeting end")
    assert "评审小组" not in recap.text


@pytest.mark.parametrize(("said", "then"), [("/leads", "/leads now"), ("/help", "/leads")])
async def test_another_command_is_not_done_again(chat: Chat, said: str, then: str) -> None:
    assert len(await chat.say(said)) == 1
    assert await chat.edit(then) == []


@pytest.mark.parametrize("command", ["/ask", "/ASK", "/Ask@coord_bot"])
async def test_a_question_after_the_command_is_one(chat: Chat, command: str) -> None:
    await chat.say(f"{command} 谁领导营养集群")
    [changed] = await chat.edit(f"{command} 谁领导教育集群")
    assert changed.edited
    assert changed.text.startswith("教育集群")
    assert await chat.edit(command) == []


@pytest.mark.parametrize(
    ("then", "about"),
    [
        ("@coord_bot 麻烦帮忙看看", "营养集群"),
        ("@coord_bot", "营养集群"),
        ("谁领导物流集群", "物流集群"),
    ],
)
async def test_who_asks_to_look_at_a_question_still_asks_that(
    group: Chat, then: str, about: str
) -> None:
    asked = {"message_id": 5, "date": 1, "chat": group.chat, "from": group.user}
    asked["text"] = "谁领导营养集群"
    name = {"type": "mention", "offset": 0, "length": len("@coord_bot")}
    await group.say("@coord_bot 帮忙看看", reply_to_message=asked, entities=[name])
    looked_at = group.last_message_id
    await group.say("/ask 谁领导教育集群")
    group.last_message_id = looked_at
    [changed] = await group.edit(then, reply_to_message=asked)
    assert changed.edited
    assert changed.text.startswith(about)


async def test_what_had_to_be_withheld_may_be_asked_again(chat: Chat) -> None:
    await chat.say("谁领导营养集群，我的电话13800138000")
    [changed] = await chat.edit("谁领导营养集群")
    assert "联合国儿童基金会" in changed.text


async def test_an_answer_that_waits_changes_too(
    wire: FakeTelegram, running_bot: Running, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_args: object, **_options: object) -> Any:
        raise NetworkError("no route to host")

    monkeypatch.setattr(wire, "do_request", away)
    await chat.say("谁领导营养集群")
    await chat.edit("谁领导教育集群")
    waiting = await running_bot.database.run(lambda c: unsent(c, chat.chat_id))
    assert "教育集群" in waiting[-1].parameters
