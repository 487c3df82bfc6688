"""After /forget no file of the bot holds the person's number or anything she entered."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.application import bare_application
from bot.delivery.running import Running, running
from bot.store.dead import dead_letters
from bot.store.opening import open_database
from bot.store.schema import metadata
from bot.store.upkeep import tend
from handlers.chats.state import tidied
from handlers.curators.content import NEWS
from handlers.messages.texts import Texts
from handlers.register import register
from handlers.services import Services
from knowledge.assistant import Assistant
from tests.bot.parrot import OpenDoor
from tests.chat import NOW, SECRET, Chat
from tests.conftest import FakeClock
from tests.fake_telegram import TOKEN, FakeTelegram

PERSON, GROUP = 7_777_777_777, -1_007_777_777_777
ENTERED = "kept-for-nobody"


@pytest.fixture
async def bot(
    wire: FakeTelegram, clock: FakeClock, assistant: Assistant, tmp_path: Path
) -> AsyncIterator[Running]:
    services = Services(assistant, Texts(), clock)
    application = bare_application(TOKEN, services, request=wire)
    register(application)
    async with (
        open_database(f"sqlite:///{tmp_path}/bot.db", secret=SECRET) as database,
        running(application, database=database, doors=OpenDoor) as bot,
    ):
        yield bot


def traces(number: int) -> dict[str, bytes]:
    """Return the forms in which the number of a chat or a person may stand in a file."""
    return {
        "digits": str(number).encode(),
        "row": number.to_bytes(8, "big", signed=True)[2:],  # SQLite stores 6 bytes
        "pseudonym": SECRET.chat(number).to_bytes(8, "big"),
    }


def found(folder: Path, sought: dict[str, bytes]) -> set[str]:
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return {name for name, one in sought.items() if any(one in content for content in files)}


async def _live(chat: Chat, bot: Running) -> None:
    """Leave something in every table."""
    await chat.say("/activate_cluster@coord_bot")
    for number in range(30):
        await chat.say(f"note {ENTERED} {number}")
        await chat.say(f"/ask CERF {number}")
    await _break(chat, bot)
    await bot.tell([chat.chat_id], NEWS, {"problems": ""}, key="1")
    for sent in await chat.say("how do I cook rice with beans"):
        for label in sent.buttons:
            if "Tell me" in label:
                await chat.press(sent, label)


async def _break(chat: Chat, bot: Running) -> None:
    """Let something be written that cannot be handled."""
    broken = {"chat": chat.chat, "from": chat.user, "date": NOW, "text": ENTERED}
    await bot.handle({"update_id": 900_000, "message": broken})


async def test_nothing_of_a_private_chat_is_left(
    bot: Running, wire: FakeTelegram, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    chat = Chat(wire, bot.handle, user_id=PERSON)
    other = Chat(wire, bot.handle, user_id=8_888_888_888)
    sought = {**traces(PERSON), "entered": ENTERED.encode()}
    [menu] = await chat.say("/language")
    await chat.press(menu, "English")
    await other.say("/activate_cluster")
    await _live(chat, bot)
    await tend(bot.database, url, now=time.time(), tidy=tidied)
    await _live(chat, bot)
    assert found(tmp_path, sought) == set(sought)

    [asked] = await chat.say("/forget")
    [done] = await chat.press(asked, "Delete")
    assert done.text.startswith("Deleted, copies too")
    await tend(bot.database, url, now=time.time(), tidy=tidied)
    assert found(tmp_path, sought) == set()
    assert found(tmp_path, traces(8_888_888_888)) == {"pseudonym"}
    [shown] = await chat.say("/mydata")
    assert "Language" not in shown.text
    assert "流程" not in shown.text


async def test_in_a_group_only_what_is_hers_goes(
    bot: Running, wire: FakeTelegram, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    hers = Chat(wire, bot.handle, user_id=PERSON, chat_id=GROUP)
    his = Chat(wire, bot.handle, user_id=8, chat_id=GROUP)
    await his.say("/activate_cluster@coord_bot")
    await _live(hers, bot)
    alias = SECRET.person(SECRET.chat(GROUP), PERSON)
    sought = {"number": str(PERSON).encode(), "pseudonym": str(alias).encode()}
    assert found(tmp_path, sought) >= {"pseudonym"}

    [asked] = await hers.say("/forget")
    _keep, label = asked.buttons
    assert await his.press(asked, label) == []
    await hers.press(asked, label)
    await tend(bot.database, url, now=time.time(), tidy=tidied)
    assert found(tmp_path, sought | {"entered": ENTERED.encode()}) == set()
    [listed] = await his.say("/procedures")
    assert "正在进行" in listed.text


async def test_what_could_not_be_handled_moves_with_a_group(
    bot: Running, wire: FakeTelegram
) -> None:
    small = Chat(wire, bot.handle, user_id=PERSON, chat_id=-55)
    large = Chat(wire, bot.handle, user_id=PERSON, chat_id=GROUP, language_code="en")
    await _break(small, bot)
    await small.send({"migrate_to_chat_id": GROUP})
    [shown] = await large.say("/mydata")
    assert "What could not be handled or sent, sealed: 1" in shown.text
    [asked] = await large.say("/forget")
    _keep, label = asked.buttons
    await large.press(asked, label)
    assert await bot.database.run(dead_letters) == []


async def test_what_is_not_confirmed_is_not_deleted(bot: Running, wire: FakeTelegram) -> None:
    chat = Chat(wire, bot.handle, user_id=PERSON, language_code="en")
    await chat.say("/activate_cluster")
    [asked] = await chat.say("/forget")
    [kept] = await chat.press(asked, "Keep")
    assert kept.text == "Nothing was deleted."
    [shown] = await chat.say("/mydata")
    assert "Procedure: " in shown.text


def test_every_table_with_a_chat_is_thought_of() -> None:
    # A new table belongs here, and into bot/store/forgetting.py if it holds something of a chat.
    assert set(metadata.tables) == {
        "audit", "chat", "choice", "dead_letter", "event", "gap", "gap_watch", "outbox",
        "proposal", "rate", "sent_message", "topic", "upload",
    }  # fmt: skip
