"""A procedure in a group: who may press, and several who press at once."""

from tests.chat import Chat, Handle
from tests.conftest import FakeClock
from tests.fake_telegram import FakeTelegram
from tests.handlers.procedures.conftest import Choose, Walker, bots_own, title
from tests.handlers.procedures.papers import words_of


async def test_in_a_group_only_some_press_until_it_is_opened(
    meeting: tuple[Walker, Walker], wire: FakeTelegram
) -> None:
    starter, other = meeting
    other.board = await starter.say("/activate_cluster")
    assert other.board.parameters["disable_notification"]
    [label] = [name for name in other.board.buttons if "没有难民" in name]
    assert await other.chat.press(other.board, label) == []
    name, parameters = wire.calls[-1]
    assert (name, parameters["show_alert"]) == ("answerCallbackQuery", True)
    other.board = await starter.press("开放给所有人")
    await other.press("没有难民")
    assert other.board is not None
    assert "符合哪条启动标准" in other.board.text


async def test_an_administrator_may_press_and_is_asked_of_telegram_each_time(
    meeting: tuple[Walker, Walker], wire: FakeTelegram
) -> None:
    starter, administrator = meeting
    wire.administrators.add(8)
    administrator.board = await starter.say("/activate_cluster")
    assert not any(name == "getChatMember" for name, _ in wire.calls)
    step = await administrator.press("没有难民")
    assert title(step) == "符合哪条启动标准？"
    await administrator.press("记一笔")
    noted = await administrator.say("会上一致同意")
    assert "会上一致同意" in noted.text
    assert sum(name == "getChatMember" for name, _ in wire.calls) == 2
    wire.administrators.clear()
    assert await administrator.chat.press(noted, "✅ 完成") == []


async def test_where_telegram_does_not_say_who_decides_nothing_is_pressed(
    meeting: tuple[Walker, Walker], wire: FakeTelegram
) -> None:
    starter, other = meeting
    board = await starter.say("/activate_cluster")
    wire.refusals.append(("getChatMember", "Bad Request: member list is inaccessible"))
    label = next(name for name in board.buttons if "没有难民" in name)
    assert await other.chat.press(board, label) == []
    name, parameters = wire.calls[-1]
    assert name == "answerCallbackQuery"
    assert "稍后再试" in parameters["text"]


async def test_what_holds_for_the_chat_is_for_the_starter_and_administrators(
    meeting: tuple[Walker, Walker],
) -> None:
    starter, other = meeting
    await starter.say("/activate_cluster")
    other.board = await starter.press("开放给所有人")
    assert await other.chat.press(other.board, "收回，不再开放") == []
    assert "开放给所有人" in (await starter.press("收回")).buttons


async def test_names_stand_beside_ticks_only_where_the_chat_wants_them(
    meeting: tuple[Walker, Walker], choose: Choose
) -> None:
    starter, _other = meeting
    await starter.say("/activate_cluster")
    await starter.press("没有难民")
    assert "Lin" not in (await starter.press("☐ 1")).text
    await choose(names=True)
    ticked = await starter.press("☐ 2")
    assert ticked.text.count("Lin") == 1
    await starter.press("退出")
    await starter.press("保留")
    await starter.press("📄 中文")
    assert "Lin" in "".join(words_of(starter.said[0]))
    await choose(names=False)
    starter.board = await starter.say("/resume")
    await starter.press("退出")
    await starter.press("📄 中文")
    assert "Lin" not in "".join(words_of(starter.said[0]))
    await choose(names=True)
    assert "Lin" not in (await starter.press("回到这一步")).text


async def test_two_people_who_tick_at_once_are_both_counted_once(
    meeting: tuple[Walker, Walker],
) -> None:
    starter, other = meeting
    await starter.say("/activate_cluster")
    await starter.press("开放给所有人")
    screen = await starter.press("没有难民")
    starter.board = other.board = screen
    await starter.press("☐ 1")
    starter.board = screen
    both = await other.press("☐ 2")
    assert both.text.count("☑") == 2
    replayed = await starter.press("☐ 1")
    assert replayed.text.count("☑") == 2


async def test_two_people_who_press_done_at_once_move_one_step(
    meeting: tuple[Walker, Walker],
) -> None:
    starter, other = meeting
    await starter.say("/activate_cluster")
    await starter.press("开放给所有人")
    await starter.press("没有难民")
    other.board = await starter.press("☐ 1")
    first = await starter.press("完成")
    second = await other.press("完成")
    assert title(first) == title(second) == "您在难民署驻国办事处工作吗？"


async def test_a_screen_that_twenty_people_press_at_once_counts_each_tick_once(
    wire: FakeTelegram, handle: Handle, clock: FakeClock
) -> None:
    people = [Walker(Chat(wire, handle, user_id=n, chat_id=-100), clock) for n in range(1, 21)]
    await people[0].say("/activate_cluster")
    await people[0].press("开放给所有人")
    screen = await people[0].press("没有难民")
    for number, person in enumerate(people):
        person.board = screen
        last = await person.press(f"☐ {number % 2 + 1}")
    assert last.text.count("☑") == 2
    for person in people:
        person.board = last
        moved = await person.press("完成")
    assert title(moved) == "您在难民署驻国办事处工作吗？"


async def test_a_reply_in_the_group_fills_in_a_field(meeting: tuple[Walker, Walker]) -> None:
    starter, other = meeting
    await starter.say("/activate_cluster")
    for label in ("没有难民", "☐ 1", "完成", "不是"):
        await starter.press(label)
    asked = await starter.press("国家或地区")
    assert "回复本条消息" in asked.text
    question = await other.say("谁领导营养集群")
    assert "联合国儿童基金会" in question.text
    filled = await starter.say("某国")
    assert "国家或地区：某国" in filled.text


async def test_a_note_of_somebody_who_may_not_press_is_refused_and_her_question_answered(
    meeting: tuple[Walker, Walker],
) -> None:
    starter, other = meeting
    await starter.say("/activate_cluster")
    prompt = await starter.press("记一笔")
    replied = bots_own(other.chat, prompt.message_id)
    [refused] = await other.chat.say("会上一致同意", reply_to_message=replied)
    assert "只有发起人和群管理员可以按" in refused.text
    [answer] = await other.chat.say("谁领导营养集群？", reply_to_message=replied)
    assert "联合国儿童基金会" in answer.text
    assert "会上一致同意" in (await starter.say("会上一致同意")).text


async def test_a_prompt_that_was_typed_for_is_the_starters_too(
    meeting: tuple[Walker, Walker],
) -> None:
    starter, other = meeting
    await starter.say("/activate_cluster")
    await starter.say("备注")
    replied = bots_own(other.chat, 1002)
    [refused] = await other.chat.say("同意", reply_to_message=replied)
    assert "只有发起人和群管理员可以按" in refused.text


async def test_whoever_names_the_bot_says_the_rest_to_the_procedure(
    meeting: tuple[Walker, Walker],
) -> None:
    starter, _other = meeting
    await starter.say("/activate_cluster")
    name = {"type": "mention", "offset": 0, "length": len("@coord_bot")}
    sent = await starter.chat.say("@coord_bot 没有难民", entities=[name])
    assert title(sent[-1]) == "符合哪条启动标准？"
