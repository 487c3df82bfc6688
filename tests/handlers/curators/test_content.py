"""Content is loaded, refused, rolled back, and outlives broken files."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest

from bot.content.live import LiveContent
from bot.content.sources import Sources
from bot.content.watching import announce, watch
from bot.delivery.running import Running
from handlers.chats.records import GapState
from handlers.messages.texts import Texts
from handlers.services import Services
from knowledge.exceptions import ContentError
from tests.chat import Chat
from tests.conftest import FakeClock
from tests.handlers.curators.conftest import later

Edit = Callable[[str, str], None]


@pytest.fixture
async def kept(live: LiveContent, bot: Running) -> LiveContent:
    """The content, with a copy of what is in force."""
    await live.remember()
    return live


async def test_version_says_what_is_in_force(mei: Chat, services: Services) -> None:
    [reply] = await mei.say("/version")
    version = services.assistant.knowledge.version
    assert reply.text == f"内容版本 {version}：1 个条目，依据 5 份文件。"


async def test_new_content_answers_from_the_next_question_on(
    lin: Chat, mei: Chat, edit: Edit
) -> None:
    edit("一家测试机构。", "一家新的测试机构。")
    [before] = await lin.say("测试机构是什么")
    await mei.say("/reload")
    [after] = await lin.say("测试机构是什么")
    assert before.text.startswith("一家测试机构。")
    assert after.text.startswith("一家新的测试机构。")


async def test_bad_content_is_refused_with_file_and_line(lin: Chat, mei: Chat, edit: Edit) -> None:
    edit("  definition:", "  colour:")
    [refused] = await mei.say("/reload")
    assert "继续使用上一版" in refused.text
    assert "entries/body/test-body.yaml:5: facets.colour: unknown facet" in refused.text
    [answer] = await lin.say("测试机构是什么")
    assert "离线副本" not in answer.text


async def test_content_that_loses_a_question_is_refused(
    mei: Chat, edit: Edit, sources: Sources
) -> None:
    assert sources.questions is not None
    (sources.questions / "body").mkdir(parents=True)
    question = "- {q: 评审小组是做什么的, facet: definition}\n"
    (sources.questions / "body" / "test-body.yaml").write_text(question, encoding="utf-8")
    alias = "en: Test body}\naliases: {zh: [评审小组]}"
    edit("en: Test body}", alias)
    await mei.say("/reload")
    edit(alias, "en: Test body}")
    [refused] = await mei.say("/reload")
    assert "评审小组是做什么的' should find test-body definition and finds nothing" in refused.text


async def test_nothing_new_is_said_to_be_nothing(mei: Chat) -> None:
    [reply] = await mei.say("/reload")
    assert reply.text == "没有变化。"


async def test_files_that_have_not_changed_are_not_read_again(
    mei: Chat, kept: LiveContent, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit("一家测试机构。", "第二版的机构。")
    assert (await kept.catch_up()).swapped
    read = Mock(wraps=kept.sources.read)
    monkeypatch.setattr(Sources, "read", read)
    assert not (await kept.catch_up()).swapped
    read.assert_not_called()
    edit("第二版的机构。", "第三版的机构。")
    assert (await kept.catch_up()).swapped
    read.assert_called_once()


async def test_roll_back_holds_over_a_restart_until_the_files_change(
    mei: Chat,
    lin: Chat,
    kept: LiveContent,
    bot: Running,
    edit: Edit,
    sources: Sources,
    clock: FakeClock,
) -> None:
    [reply] = await mei.say("/rollback")
    assert reply.text == "没有更早的版本。"
    clock.now += 60
    edit("一家测试机构。", "一家搞错了的机构。")
    await mei.say("/reload")
    [reply] = await mei.say("/rollback")
    assert reply.text.startswith("新内容已启用。")
    [answer] = await lin.say("测试机构是什么")
    assert answer.text.startswith("一家测试机构。")
    assert await restarted(sources, bot) == "一家测试机构。"
    assert not (await kept.catch_up()).swapped
    edit("一家搞错了的机构。", "一家改正了的机构。")
    assert await restarted(sources, bot) == "一家改正了的机构。"


async def _load_two_more(mei: Chat, edit: Edit, clock: FakeClock) -> None:
    """Put two versions into force, one after the other."""
    for old, new in (("一家测试机构。", "第二版的机构。"), ("第二版的机构。", "第三版的机构。")):
        clock.now += 60
        edit(old, new)
        await mei.say("/reload")


async def test_rolling_back_twice_goes_back_twice(
    mei: Chat, kept: LiveContent, bot: Running, edit: Edit, sources: Sources, clock: FakeClock
) -> None:
    await _load_two_more(mei, edit, clock)
    await mei.say("/rollback")
    await mei.say("/rollback")
    assert await restarted(sources, bot) == "一家测试机构。"
    [reply] = await mei.say("/rollback")
    assert reply.text == "没有更早的版本。"
    [loaded] = await mei.say("/reload")
    assert loaded.text.startswith("新内容已启用。")
    assert await restarted(sources, bot) == "第三版的机构。"


async def test_an_update_that_is_handled_again_goes_back_once(
    mei: Chat, kept: LiveContent, bot: Running, edit: Edit, sources: Sources, clock: FakeClock
) -> None:
    await _load_two_more(mei, edit, clock)
    first = await kept.roll_back(1)
    assert await kept.roll_back(1) == first
    assert await restarted(sources, bot) == "第二版的机构。"


async def test_files_that_are_again_what_was_gone_back_to_are_in_force(
    mei: Chat, kept: LiveContent, bot: Running, edit: Edit, sources: Sources, clock: FakeClock
) -> None:
    clock.now += 60
    edit("一家测试机构。", "一家搞错了的机构。")
    await mei.say("/reload")
    await mei.say("/rollback")
    edit("一家搞错了的机构。", "一家测试机构。")
    await mei.say("/reload")
    # What was gone back from may come again.
    edit("一家测试机构。", "一家搞错了的机构。")
    assert (await kept.catch_up()).swapped
    assert await restarted(sources, bot) == "一家搞错了的机构。"


@pytest.mark.parametrize("harm", ["broken", "missing", "not-utf-8", "empty", "dangling"])
async def test_a_restart_on_broken_files_answers_from_the_copy(
    kept: LiveContent, bot: Running, sources: Sources, content: Path, harm: str
) -> None:
    path = content / "entries" / "body" / "test-body.yaml"
    match harm:
        case "broken":
            path.write_text("id: [", encoding="utf-8")
        case "missing":
            path.unlink()
        case "not-utf-8":
            path.write_bytes(b"\xff\xfe")
        case "empty":
            path.write_bytes(b"")
        case "dangling":
            _open_in_emacs(path)
    assert await restarted(sources, bot) == "一家测试机构。"


async def test_a_file_that_is_open_in_an_editor_changes_nothing_until_it_is_written(
    kept: LiveContent, bot: Running, content: Path, edit: Edit
) -> None:
    lock = _open_in_emacs(content / "entries" / "body" / "test-body.yaml")
    assert not (await kept.catch_up()).problems
    edit("一家测试机构。", "一家新的测试机构。")
    lock.unlink()
    assert (await kept.catch_up()).swapped


async def test_without_a_copy_broken_files_stop_the_start(sources: Sources, edit: Edit) -> None:
    edit("id: test-body", "id: [")
    with pytest.raises(ContentError):
        LiveContent(sources).open()


async def test_an_answer_from_the_copy_says_so_until_the_files_are_mended(
    kept: LiveContent, services: Services, lin: Chat, mei: Chat, edit: Edit
) -> None:
    edit("  definition:", "  colour:")
    services.answer_from(kept.open())
    [answer] = await lin.say("测试机构是什么")
    assert answer.text.endswith("2027-01-15 的离线副本")
    edit("  colour:", "  definition:")
    [loaded] = await mei.say("/reload")
    assert loaded.text.startswith("新内容已启用。")
    [answer] = await lin.say("测试机构是什么")
    assert "离线副本" not in answer.text


async def test_curators_are_told_once_of_what_is_wrong_and_then_that_it_is_mended(
    kept: LiveContent, bot: Running, services: Services, mei: Chat, omar: Chat, edit: Edit
) -> None:
    edit("  definition:", "  colour:")
    for _ in range(3):
        await announce(bot, services, await kept.reload())
    await later(bot, mei, omar)
    for curator in (mei, omar):
        [told] = curator.heard()
        assert "entries/body/test-body.yaml:5: facets.colour" in told.text
    edit("  colour:", "  definition:")
    edit("一家测试机构。", "一家新的测试机构。")
    await announce(bot, services, await kept.reload())
    await later(bot, mei)
    assert "New content is live." in mei.heard()[-1].text


async def test_a_changed_file_is_noticed_and_answers_what_waited_for_it(
    live: LiveContent, bot: Running, services: Services, lin: Chat, mei: Chat, content: Path
) -> None:
    await lin.say("评审小组是做什么的")
    [queue] = await mei.say("/unanswered")
    [gap] = await mei.press(queue, "1")
    await mei.press(gap, "需要补充内容")
    watching = asyncio.create_task(watch(live, bot, services))
    path = content / "entries" / "body" / "test-body.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("en: Test body}", "en: Test body}\naliases: {zh: [评审小组]}")
    heard = len(mei.heard())
    try:
        async with asyncio.timeout(60):
            while len(mei.heard()) == heard:
                # Again and again: the watcher may only just be starting.
                unfinished = path.with_suffix(".part")
                unfinished.write_text(text, encoding="utf-8")
                unfinished.replace(path)
                await asyncio.sleep(0.2)
    finally:
        watching.cancel()
    assert mei.heard()[-1].text.endswith("由此得到解答的问题：1")
    assert await services.desk.gaps({GapState.PENDING}) == []


def _open_in_emacs(path: Path) -> Path:
    """Return the link by which Emacs tells that a file is being edited; it leads nowhere."""
    lock = path.with_name(f".#{path.name}")
    lock.symlink_to("lin@laptop.4711:1796054000")
    return lock


async def restarted(sources: Sources, bot: Running) -> str:
    """Return what content says of the one entry after a restart."""
    content = LiveContent(sources)
    services = Services(content.open(), Texts(), FakeClock())
    content.serve(services)
    await content.join(bot.database)
    entry = services.assistant.knowledge.entries["test-body"]
    return entry.facets["definition"].statements[0].zh
