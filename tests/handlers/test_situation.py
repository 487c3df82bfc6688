"""Who says in which situation she is gets what holds there, for as long as the talk goes on."""

from handlers.chats.state import TOPIC_SECONDS
from tests.chat import Chat, Handle
from tests.conftest import FakeClock
from tests.fake_telegram import FakeTelegram

EARTHQUAKE = "我们这边刚地震，没打仗，好多人没地方住"
HERE = "【您的局势】"


async def test_what_was_said_of_the_situation_holds_for_later_questions(chat: Chat) -> None:
    [noted] = await chat.say(EARTHQUAKE)
    assert noted.text.startswith("明白了，您那里的局势：灾害。")
    [other] = await chat.say("CERF谁能申请")
    assert HERE not in other.text.splitlines()[0]
    [answer] = await chat.say("庇护所集群谁牵头")
    assert answer.text.startswith(f"{HERE}灾害局势：国家层面的庇护所集群由IFRC牵头")


async def test_another_situation_takes_its_place(chat: Chat) -> None:
    await chat.say(EARTHQUAKE)
    await chat.say("说错了，我们这边全是跨境过来的难民")
    [answer] = await chat.say("要不要启动集群")
    assert answer.text.startswith(f"{HERE}难民局势不启动集群")


async def test_it_is_forgotten_with_the_rest_of_the_talk(chat: Chat, clock: FakeClock) -> None:
    await chat.say(EARTHQUAKE)
    clock.now += TOPIC_SECONDS + 1
    [answer] = await chat.say("庇护所集群谁牵头")
    assert HERE not in answer.text


async def test_in_a_group_nobody_is_in_the_situation_of_another(
    wire: FakeTelegram, handle: Handle
) -> None:
    wei, amina = (Chat(wire, handle, chat_id=-1001, user_id=user) for user in (7, 8))
    await wei.say(f"/ask@coord_bot {EARTHQUAKE}")
    [hers] = await amina.say("/ask@coord_bot 庇护所集群谁牵头")
    assert HERE not in hers.text
    [his] = await wei.say("/ask@coord_bot 庇护所集群谁牵头？")
    assert his.text.startswith(HERE)


async def test_what_is_chosen_for_the_chat_goes_before_what_was_said_earlier(chat: Chat) -> None:
    await chat.say(EARTHQUAKE)
    [screen] = await chat.say("/chat")
    for label in ("局势", "难民"):
        [screen] = await chat.press(screen, label)
    [answer] = await chat.say("庇护所集群谁牵头")
    assert answer.text.startswith(f"{HERE}难民局势")


async def test_what_was_said_is_shown_among_what_is_kept(chat: Chat) -> None:
    await chat.say(EARTHQUAKE)
    [kept] = await chat.say("/mydata")
    assert "您说过的局势：灾害" in kept.text


async def test_a_card_that_a_button_opens_is_of_the_situation_too(chat: Chat) -> None:
    await chat.say("我们这边全是跨境过来的难民")
    [about] = await chat.say("什么是CCCM集群")
    [answer] = await chat.press(about, "国际移民组织（IOM）：是什么")
    assert answer.text.startswith(f"{HERE}难民局势")


async def test_a_card_that_a_link_opens_is_of_the_situation_too(chat: Chat) -> None:
    await chat.say("我们这边全是跨境过来的难民")
    [answer] = await chat.say("/start iom--definition")
    assert answer.text.startswith(f"{HERE}难民局势")
