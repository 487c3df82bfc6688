"""Old buttons, questions meanwhile, pausing, groups: the procedure never loses its place."""

import pytest

from tests.chat import Chat, Handle
from tests.conftest import FakeClock
from tests.fake_telegram import FakeTelegram
from tests.handlers.procedures.conftest import Walker, title


async def test_a_question_is_answered_and_the_procedure_stays_where_it_is(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    before = await walker.press("没有难民")
    answer = await walker.say("谁领导营养集群")
    assert "联合国儿童基金会" in answer.text
    assert "▶ 启动集群 · 开始之前" in answer.buttons
    again = await walker.press("▶ 启动集群")
    assert title(again) == title(before)


async def test_a_question_is_answered_even_while_a_text_is_awaited(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    await walker.press("记一笔")
    answer = await walker.say("谁领导营养集群？")
    assert "联合国儿童基金会" in answer.text
    noted = await walker.say("就这么定")
    assert "备注（1条）：就这么定" in noted.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("note that HCT differs: who chairs it?", "Humanitarian Coordinator"),
        ("skip, who leads the Nutrition Cluster?", "UNICEF"),
        ("备注 谁领导营养集群？", "联合国儿童基金会"),
        ("2?", "没有可选的列表"),
    ],
)
async def test_what_ends_as_a_question_is_one_whatever_it_begins_with(
    walker: Walker, text: str, told: str
) -> None:
    start = await walker.say("/activate_cluster")
    answer = await walker.say(text)
    assert told in answer.text
    back = await walker.press("▶ 启动集群")
    assert title(back) == title(start)
    assert "备注（" not in back.text


async def test_a_text_that_comes_an_hour_later_is_no_note(
    walker: Walker, clock: FakeClock
) -> None:
    await walker.say("/activate_cluster")
    await walker.press("记一笔")
    clock.now += 3601
    answer = await walker.say("谁领导营养集群")
    assert "联合国儿童基金会" in answer.text


async def test_what_was_asked_for_can_be_left(walker: Walker) -> None:
    first = await walker.say("/activate_cluster")
    await walker.press("记一笔")
    assert title(await walker.press("取消")) == title(first)
    await walker.press("记一笔")
    left = await walker.say("算了")
    assert "备注" not in left.text


async def test_a_double_tap_moves_one_step(walker: Walker) -> None:
    start = await walker.say("/activate_cluster")
    await walker.press("只有难民")
    walker.board = start
    step = await walker.press("只有难民")
    assert title(step) == "不启动集群，改用难民协调模式"
    assert walker.chat.alert()["text"] == "这个按钮已用过。现在进行到这里。"


async def test_a_button_of_a_closed_procedure_says_so(
    walker: Walker, english: Walker, wire: FakeTelegram
) -> None:
    await english.say("/activate_cluster")
    closed = english.board
    await english.press("Exit")
    await english.press("Delete without papers")
    assert closed is not None
    assert await english.chat.press(closed, next(iter(closed.buttons))) == []
    name, parameters = wire.calls[-1]
    assert name == "answerCallbackQuery"
    assert "/procedures" in parameters["text"]


@pytest.mark.parametrize(
    "data", ["g:", "g:zz", "g:1:1:?", "g:1:99999999999:d", "gs:nothing", "f:x"]
)
async def test_a_forged_button_changes_nothing(walker: Walker, data: str) -> None:
    board = await walker.say("/activate_cluster")
    for sent in await walker.chat.press_data(data):
        assert "没有删除" in sent.text
    again = await walker.say("/resume")
    assert title(again) == title(board)


async def test_a_pause_is_resumed_at_the_same_step(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    step = await walker.press("没有难民")
    paused = await walker.press("暂停")
    assert "/resume" in paused.text
    assert title(await walker.say("/resume")) == title(step)
    await walker.press("暂停")
    assert title(await walker.say("继续")) == title(step)


async def test_back_returns_and_the_first_step_has_no_back(walker: Walker) -> None:
    first = await walker.say("/activate_cluster")
    assert not any("上一步" in label for label in first.buttons)
    await walker.press("没有难民")
    assert title(await walker.say("上一步")) == title(first)
    refused = await walker.say("返回")
    assert "这一步不能这样做" in refused.text


async def test_a_skip_without_a_ready_reason_takes_what_is_typed(walker: Walker) -> None:
    await walker.say("/procedures")
    await walker.press_start("发布紧急呼吁")
    await walker.press("不是")
    await walker.press("跳过")
    step = await walker.say("负责人已定")
    assert "第2步" in step.text
    step = await walker.say("skip 没有伙伴")
    assert "第3步" in step.text


async def test_exit_can_be_taken_back_and_deletes_at_the_second_press(walker: Walker) -> None:
    first = await walker.say("/activate_cluster")
    await walker.press("退出")
    assert title(await walker.press("回到这一步")) == title(first)
    await walker.press("退出")
    closed = await walker.press("不要文稿")
    assert "已删除" in closed.text
    listed = await walker.say("/procedures")
    assert "正在进行" not in listed.text


async def test_the_list_shows_eight_procedures_and_what_is_open(walker: Walker) -> None:
    listed = await walker.say("/procedures")
    assert len(listed.buttons) == 8
    await walker.press_start("申请中央应急基金")
    listed = await walker.say("/procedures")
    assert "正在进行" in listed.text
    assert len(listed.buttons) == 9


async def test_starting_again_shows_the_one_that_is_open(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    step = await walker.press("没有难民")
    assert title(await walker.say("/activate_cluster")) == title(step)


async def test_a_typed_number_picks_the_choice_that_was_offered_last(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    await walker.say("国家工作队")
    picked = await walker.say("1")
    assert "国家工作队" in picked.text


async def test_an_open_procedure_survives_being_read_back_from_the_store(
    wire: FakeTelegram, handle: Handle, clock: FakeClock
) -> None:
    person = Walker(Chat(wire, handle, user_id=77), clock)
    await person.say("/activate_cluster")
    await person.press("没有难民")
    clock.now += 86_400 * 3
    again = await person.say("/resume")
    assert title(again) == "符合哪条启动标准？"


async def test_a_text_too_long_is_refused_with_a_reason(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    await walker.press("记一笔")
    refused = await walker.say("长" * 401)
    assert "文字太长" in refused.text


async def test_where_nothing_is_open_resume_says_so_before_the_list(walker: Walker) -> None:
    told = await walker.say("/resume")
    assert told.text.splitlines()[0] == "这里没有您发起的进行中的流程。"
    assert len(told.buttons) == 8
