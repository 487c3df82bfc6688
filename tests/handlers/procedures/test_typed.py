"""What is typed at a procedure: the words of its buttons, and the numbers of its lines."""

import pytest

from tests.handlers.procedures.conftest import Walker, title

CRITERIA = "符合哪条启动标准？"


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("只有难民", "不启动集群，改用难民协调模式"),
        ("只有難民", "不启动集群，改用难民协调模式"),
        ("refugees ONLY", "不启动集群，改用难民协调模式"),
        ("没有难民", CRITERIA),
        ("No refugees.", CRITERIA),
    ],
)
async def test_the_label_of_an_option_is_its_answer(walker: Walker, typed: str, step: str) -> None:
    await walker.say("/activate_cluster")
    assert title(await walker.say(typed)) == step


@pytest.mark.parametrize("typed", ["不是", "no", "No"])
async def test_a_no_is_the_option_that_begins_with_it(walker: Walker, typed: str) -> None:
    await walker.say("/procedures")
    start = await walker.press_start("发布紧急呼吁")
    assert title(await walker.say(typed)) != title(start)
    assert "第1步" in walker.said[-1].text


async def test_what_is_no_label_is_a_question_still(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    answer = await walker.say("难民")
    assert "▶ 启动集群 · 开始之前" in answer.buttons


@pytest.mark.parametrize("typed", ["勾选1", "勾 1", "勾選1", "tick 1", "Check 1"])
async def test_a_criterion_is_ticked_in_words_and_stays_so(walker: Walker, typed: str) -> None:
    await walker.say("/activate_cluster")
    await walker.press("没有难民")
    for _ in range(2):
        assert "☑ 1" in (await walker.say(typed)).buttons


async def test_a_number_is_for_the_procedure_where_nothing_was_found(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    await walker.press("没有难民")
    miss = await walker.say("怎么申请签证")
    assert "相近的主题" in miss.text
    assert "☑ 1" in (await walker.say("1")).buttons


@pytest.mark.parametrize("typed", ["算了", "/activate_cluster", "/resume"])
async def test_whoever_does_not_leave_after_all_is_back_at_the_step(
    walker: Walker, typed: str
) -> None:
    await walker.say("/activate_cluster")
    step = await walker.press("没有难民")
    assert "◀ 回到这一步" in (await walker.say("退出")).buttons
    back = await walker.say(typed)
    assert list(back.buttons) == list(step.buttons)


async def test_at_the_end_there_is_nothing_to_go_back_to_by_command(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    await walker.press("只有难民")
    end = await walker.press("完成")
    assert any("📄" in label for label in end.buttons)
    again = await walker.say("/resume")
    assert list(again.buttons) == list(end.buttons)


async def test_a_number_after_the_list_of_procedures_is_shown_as_none(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    listed = await walker.say("/procedures")
    assert "- 申请中央应急基金" in listed.text
    assert "1." not in listed.text


@pytest.mark.parametrize("typed", ["不知道", "是", "否", "i dont know", "Yes!"])
async def test_a_short_answer_that_fits_no_option_is_no_question(
    walker: Walker, typed: str
) -> None:
    await walker.say("谁领导营养集群")
    step = await walker.say("/activate_cluster")
    again = await walker.say(typed)
    assert title(again) == title(step)
    assert "还不能作为这一步的回答" in again.text


@pytest.mark.parametrize("typed", ["否", "不", "没有", "nope"])
async def test_any_no_is_the_option_that_says_no(walker: Walker, typed: str) -> None:
    await walker.say("/procedures")
    await walker.press_start("发布紧急呼吁")
    await walker.say(typed)
    assert "第1步" in walker.said[-1].text


@pytest.mark.parametrize("typed", ["继续", "continue"])
async def test_whoever_goes_on_without_a_pause_sees_the_step(walker: Walker, typed: str) -> None:
    await walker.say("/activate_cluster")
    step = await walker.press("没有难民")
    assert title(await walker.say(typed)) == title(step)


@pytest.mark.parametrize("typed", ["取消", "算了", "算了，退出", "停", "stop", "never mind"])
async def test_whoever_calls_off_is_asked_whether_to_leave(walker: Walker, typed: str) -> None:
    await walker.say("/activate_cluster")
    await walker.press("没有难民")
    assert "◀ 回到这一步" in (await walker.say(typed)).buttons


async def test_no_word_deletes_what_was_entered(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    await walker.press("没有难民")
    for _ in range(3):
        assert "◀ 回到这一步" in (await walker.say("退出")).buttons
