"""Only curators get in, however a command or a button reaches the bot."""

from collections.abc import Callable

import pytest

from bot.application import publish_commands
from bot.delivery.running import Running
from bot.store import proposals
from handlers.register import CURATOR_COMMANDS, PRIVATE_COMMANDS
from handlers.services import Services
from tests.chat import Chat
from tests.fake_telegram import FakeTelegram
from tests.handlers.curators.conftest import MEI, OMAR


@pytest.mark.parametrize("command", CURATOR_COMMANDS)
async def test_a_command_does_not_exist_for_others(lin: Chat, command: str) -> None:
    [reply] = await lin.say(f"/{command} x")
    assert reply.text.startswith("没有这个命令") or "/help" in reply.text
    assert reply.buttons == {}


@pytest.mark.parametrize(
    "data",
    ["q:l:0", "q:s:0123456789ab", "q:a:0123456789ab:test-body", "r:a:1", "r:s:1", "q:", "r:"],
)
async def test_a_forged_button_does_nothing(lin: Chat, wire: FakeTelegram, data: str) -> None:
    assert await lin.press_data(data) == []
    method, parameters = wire.calls[-1]
    assert method == "answerCallbackQuery"
    assert parameters["show_alert"]


async def test_whoever_is_a_curator_no_more_is_kept_out_at_the_next_press(
    lin: Chat, mei: Chat, services: Services
) -> None:
    await lin.say("评审小组是做什么的")
    [queue] = await mei.say("/unanswered")
    services.curators = frozenset({OMAR})
    assert await mei.press(queue, "1") == []


async def test_in_a_group_the_queue_is_not_shown(person: Callable[..., Chat]) -> None:
    assert await person(MEI, chat_id=-100).say("/unanswered") == []


async def test_menus_show_curators_their_commands_and_nobody_else(
    bot: Running, wire: FakeTelegram
) -> None:
    wire.calls.clear()
    await publish_commands(bot.application)
    menus: dict[str, set[str]] = {}
    for _method, parameters in wire.calls:
        scope = parameters["scope"]
        shown = {command["command"] for command in parameters["commands"]}
        menus[str(scope.get("chat_id", scope["type"]))] = shown
    private = {*PRIVATE_COMMANDS} - {"country"}  # The content has none.
    assert menus[str(MEI)] == menus[str(OMAR)] == {*private, *CURATOR_COMMANDS}
    assert menus["all_private_chats"] == private


async def test_a_curator_who_has_not_started_the_bot_stops_no_other_menu(
    bot: Running, wire: FakeTelegram
) -> None:
    wire.calls.clear()
    wire.refusals.append(("setMyCommands", "Bad Request: chat not found"))
    await publish_commands(bot.application)
    scopes = {str(parameters["scope"]) for _method, parameters in wire.calls}
    assert len(scopes) == 4


async def test_help_lists_the_commands_for_curators_only(lin: Chat, mei: Chat) -> None:
    [everybody], [curator] = await lin.say("/help"), await mei.say("/help")
    assert all(f"/{name}" in curator.text for name in CURATOR_COMMANDS)
    assert "/unanswered" not in everybody.text


async def test_what_curators_do_is_logged_without_what_anybody_wrote(
    lin: Chat, mei: Chat, bot: Running
) -> None:
    await lin.say("评审小组是做什么的")
    [queue] = await mei.say("/unanswered")
    [gap] = await mei.press(queue, "1")
    await mei.press(gap, "不在范围内")
    [act] = await bot.database.run(proposals.acts)
    assert (act.curator, act.action) == (MEI, "gap_out-of-scope")
    assert act.subject.isalnum()
    assert act.subject.isascii()
