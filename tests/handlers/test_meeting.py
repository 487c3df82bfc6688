"""``/meeting`` as a dialogue: what is asked while it is on is told again at its end."""

from io import BytesIO

import pytest
from docx import Document

from handlers.meeting.state import MAX_ASKED, SECONDS
from tests.chat import Chat, Handle, Sent
from tests.conftest import FakeClock
from tests.fake_telegram import ME, FakeTelegram

GROUP = -1001234


@pytest.fixture
def group(wire: FakeTelegram, handle: Handle) -> Chat:
    return Chat(wire, handle, chat_id=GROUP)


@pytest.fixture
def other(wire: FakeTelegram, handle: Handle) -> Chat:
    return Chat(wire, handle, user_id=8, chat_id=GROUP)


def _own(chat: Chat) -> dict[str, object]:
    return {"message_id": 1, "date": 1, "chat": chat.chat, "from": ME, "text": "x"}


def _content(sent: Sent) -> bytes:
    assert isinstance(sent.file, tuple)
    return sent.file[1]


async def test_the_recap_tells_questions_answers_and_open_points(group: Chat, other: Chat) -> None:
    [opened] = await group.say("/meeting 周会 <1>")
    assert "周会 &lt;1&gt;" in opened.html
    await group.say("/ask 谁领导营养集群")
    await other.say("/ask 明天天气怎么样")
    [recap, word, markdown] = await other.say("/meeting end")
    assert recap.text.splitlines() == [
        "周会 &lt;1&gt;",
        "2027-01-15 08:00–08:00 (UTC)",
        "",
        "提问与回答",
        "1. 谁领导营养集群 → 营养集群：由谁牵头",
        "",
        "未决问题",
        "1. 明天天气怎么样",
        "",
        "会议期间保存的内容现已删除。",
    ]
    assert 'href="https://t.me/c/1234/1002"' in recap.html
    assert _content(markdown).decode().splitlines()[0] == r"# 周会 \<1\>"
    text = "\n".join(p.text for p in Document(BytesIO(_content(word))).paragraphs)
    assert "1. 谁领导营养集群 → 营养集群：由谁牵头" in text
    links = Document(BytesIO(_content(word))).part.rels.values()
    assert any(link.is_external and link.target_ref.endswith("/1002") for link in links)


async def test_nothing_is_kept_after_the_recap(group: Chat) -> None:
    await group.say("/meeting")
    await group.say("/ask HC")
    await group.say("/meeting end")
    [nothing] = await group.say("/meeting end")
    assert nothing.text.startswith("这里没有正在进行的会议")


async def test_the_button_closes_it_too(group: Chat) -> None:
    [opened] = await group.say("/meeting")
    recap, *_files = await group.press(opened, "结束并生成小结")
    assert "会议" in recap.text
    assert await group.press(opened, "结束并生成小结") == []
    assert "没有正在进行的会议" in group.alert()["text"]


async def test_a_second_meeting_is_not_opened_over_the_first(group: Chat) -> None:
    await group.say("/meeting one")
    await group.say("/ask HC")
    [reply] = await group.say("/meeting two")
    assert reply.text.splitlines() == [
        "“one”正在进行，已有 1 个提问。",
        "要开“two”，请先结束这场会议。",
    ]


async def test_what_is_to_be_noted_is_and_nothing_is_looked_up(group: Chat) -> None:
    await group.say("/meeting")
    [told] = await group.say("/ask 记一下：WFP周五前交车队清单")
    assert told.text == "已记下，会写进会议小结。"
    recap, *_files = await group.say("/meeting end")
    assert "记录\n1. WFP周五前交车队清单" in recap.text
    assert "未决" not in recap.text


async def test_a_case_is_not_noted(group: Chat) -> None:
    await group.say("/meeting")
    [told] = await group.say("/ask 记一下：有同事被性骚扰")
    assert "私下回答" in told.text
    [recap] = await group.say("/meeting end")
    assert "同事" not in recap.text


async def test_a_meeting_in_which_nothing_was_asked_has_no_files(group: Chat) -> None:
    await group.say("/meeting")
    [recap] = await group.say("/meeting end")
    assert recap.file is None
    assert recap.text.endswith("这次会议没有向我提问，也没有要记的内容。")


async def test_a_choice_that_is_picked_answers_its_question(group: Chat) -> None:
    await group.say("/meeting")
    [choices] = await group.say("/ask 国家工作队")
    asked = {"message_id": group.last_message_id, "date": 1, "chat": group.chat, "text": "x",
             "from": group.user}  # fmt: skip
    await group.press(choices, next(iter(choices.buttons)), reply_to_message=asked)
    recap, *_files = await group.say("/meeting end")
    assert "1. 国家工作队 → " in recap.text
    assert "未决" not in recap.text


async def test_a_number_that_picks_a_choice_answers_its_question(group: Chat) -> None:
    await group.say("/meeting")
    await group.say("/ask 国家工作队")
    await group.say("/ask 1")
    recap, *_files = await group.say("/meeting end")
    assert "1. 国家工作队 → " in recap.text
    assert "2. " not in recap.text


async def test_a_question_asked_again_is_listed_once(group: Chat, other: Chat) -> None:
    await group.say("/meeting")
    await group.say("/ask 谁领导营养集群")
    await other.say("/ask 营养集群谁牵头")
    recap, *_files = await group.say("/meeting end")
    assert "1. 谁领导营养集群 (×2) → 营养集群：由谁牵头" in recap.text


async def test_an_edited_question_is_listed_as_it_is_now(group: Chat) -> None:
    await group.say("/meeting")
    await group.say("/ask 谁领导营养集群")
    await group.edit("/ask 谁领导教育集群")
    recap, *_files = await group.say("/meeting end")
    assert "1. 谁领导教育集群 → 教育集群：由谁牵头" in recap.text
    assert "营养" not in recap.text


async def test_every_topic_has_a_meeting_of_its_own(group: Chat) -> None:
    here = {"is_topic_message": True, "message_thread_id": 5}
    there = {"is_topic_message": True, "message_thread_id": 6}
    await group.say("/meeting here", **here)
    await group.say("/meeting there", **there)
    await group.say("/ask HC", **there)
    recap, *files = await group.say("/meeting end", **there)
    assert "https://t.me/c/1234/6/" in recap.html
    assert all(sent.parameters["message_thread_id"] == 6 for sent in (recap, *files))
    recap, *files = await group.say("/meeting end", **here)
    assert "HC" not in recap.text


async def test_procedures_tell_how_far_they_have_got(group: Chat) -> None:
    await group.say("/activate_cluster")
    await group.say("/meeting")
    await group.say("1", reply_to_message=_own(group))
    recap, *_files = await group.say("/meeting end")
    assert (
        "1. 启动集群 · 开始之前：先确认：这次危机涉及哪些人？"
        " → 启动集群 · 开始之前：符合哪条启动标准？" in recap.text
    )


async def test_a_procedure_that_was_left_is_closed(group: Chat) -> None:
    await group.say("/activate_cluster")
    await group.say("/meeting")
    [question] = await group.say("/forget")
    await group.press(question, "删除")
    recap, *_files = await group.say("/meeting end")
    assert "→ 已结束" in recap.text


async def test_after_twelve_hours_it_is_gone_and_says_so(group: Chat, clock: FakeClock) -> None:
    await group.say("/meeting 周会")
    await group.say("/ask HC")
    clock.now += SECONDS + 1
    gone, nothing = await group.say("/meeting end", date=int(clock.now))
    assert gone.text == "“周会”已超过 12 小时未结束，保存的内容已删除。"
    assert nothing.text.startswith("这里没有正在进行的会议")


async def test_the_timer_of_a_closed_meeting_says_nothing(group: Chat, clock: FakeClock) -> None:
    await group.say("/meeting")
    await group.say("/meeting end")
    clock.now += SECONDS + 1
    assert len(await group.say("/ask HC", date=int(clock.now))) == 1


async def test_a_long_meeting_is_cut_in_the_message_and_whole_in_the_files(
    group: Chat, clock: FakeClock
) -> None:
    await group.say("/meeting")
    for number in range(MAX_ASKED + 5):
        clock.now += 60
        await group.say(f"/ask 明天天气怎么样，第{number}次问 <b>", date=int(clock.now))
    recap, _word, markdown = await group.say("/meeting end", date=int(clock.now))
    assert len(recap.text) <= 4096
    assert "…" in recap.text
    assert _content(markdown).decode().count("天气") == MAX_ASKED
    assert "另有 5 个问题未列出" in _content(markdown).decode()


async def test_what_people_type_never_breaks_the_files(group: Chat) -> None:
    await group.say("/meeting \x01\ufffe")
    await group.say("/ask 谁领导\x00营养\uffff集群 <&>*_[]`")
    _recap, word, _markdown = await group.say("/meeting end")
    text = "\n".join(p.text for p in Document(BytesIO(_content(word))).paragraphs)
    assert "谁领导营养集群 <&>*_[]`" in text


async def test_in_private_it_says_where_meetings_are(chat: Chat) -> None:
    [reply] = await chat.say("/meeting")
    assert "群" in reply.text
