"""Files: kept with their content or built at their turn, uploaded once, and sent again by id."""

import errno

import pytest

from bot.delivery.api.backoff import MAX_TRIES
from bot.delivery.outgoing.files import BuildError, OutdatedError
from bot.delivery.running import Running, running
from bot.store.dead import dead_letters
from handlers.messages.effects import File
from tests.bot.parrot import parrot
from tests.bot.standin import StandIn, refusal


class Builder:
    def __init__(self, *, shortages: int = 0) -> None:
        self.built: list[str] = []
        self.shortages = shortages

    async def __call__(self, key: str) -> bytes:
        if key == "broken":
            raise BuildError("no such guide")
        if key == "old":
            raise OutdatedError(File("new.txt", build="new"))
        if self.shortages:
            self.shortages -= 1
            raise PermissionError(errno.EACCES, "Permission denied", "/a/folder")
        self.built.append(key)
        return f"built from {key}".encode()


def _documents(telegram: StandIn) -> list[object]:
    return [
        call.parameters["document"] for call in telegram.calls if call.method == "sendDocument"
    ]


async def test_a_file_arrives_with_its_content_and_caption(
    bot: Running, telegram: StandIn
) -> None:
    await bot.handle(telegram.say("file minutes.txt"))
    [call] = telegram.calls
    assert call.parameters["document"] == b"content of minutes.txt"
    assert call.parameters["caption"] == "<b>minutes.txt</b>"
    assert call.parameters["parse_mode"] == "HTML"


async def test_a_built_file_is_built_and_uploaded_once(telegram: StandIn) -> None:
    build = Builder()
    async with running(parrot(api_url=telegram.url), build=build) as bot:
        await bot.handle(telegram.say("build guide"))
        await bot.handle(telegram.say("build guide", chat=8))
        await bot.handle(telegram.say("build other"))
    assert _documents(telegram) == [b"built from guide", "file-1", b"built from other"]
    assert build.built == ["guide", "other"]


async def test_a_file_that_telegram_has_lost_is_uploaded_anew(telegram: StandIn) -> None:
    async with running(parrot(api_url=telegram.url), build=Builder()) as bot:
        await bot.handle(telegram.say("build guide"))
        wrong = "Bad Request: wrong file identifier/HTTP URL specified"
        telegram.fail("sendDocument", refusal(400, wrong))
        await bot.handle(telegram.say("build guide"))
    assert _documents(telegram) == [b"built from guide"] * 2


async def test_a_file_that_cannot_be_built_holds_nothing_up(telegram: StandIn) -> None:
    async with running(parrot(api_url=telegram.url), build=Builder()) as bot:
        await bot.handle(telegram.say("build broken"))
        await bot.handle(telegram.say("hello"))
        [letter] = await bot.database.run(dead_letters)
    assert letter.reason == "no such guide"
    assert telegram.texts == ["1 hello"]


async def test_a_file_that_cannot_be_built_now_is_built_later(telegram: StandIn) -> None:
    build = Builder(shortages=1)
    async with running(parrot(api_url=telegram.url), build=build) as bot:
        await bot.handle(telegram.say("build guide"))
        await bot.handle(telegram.say("hello"))
        assert telegram.calls == []
        await telegram.until(lambda: telegram.texts == ["1 hello"])
    assert _documents(telegram) == [b"built from guide"]


async def test_a_file_that_cannot_be_built_for_long_is_given_up(
    telegram: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.api.backoff.FIRST_SECONDS", 0.001)
    build = Builder(shortages=MAX_TRIES)
    async with running(parrot(api_url=telegram.url), build=build) as bot:
        await bot.handle(telegram.say("build guide"))
        await bot.handle(telegram.say("hello"))
        await telegram.until(lambda: telegram.texts == ["1 hello"])
        [letter] = await bot.database.run(dead_letters)
    assert letter.reason == "not built 12 times: Permission denied"
    assert build.shortages == 0


async def test_a_file_that_is_outdated_at_its_turn_is_the_current_one(telegram: StandIn) -> None:
    build = Builder()
    async with running(parrot(api_url=telegram.url), build=build) as bot:
        await bot.handle(telegram.say("build old"))
        await bot.handle(telegram.say("build new"))
        await bot.handle(telegram.say("build old"))
    assert _documents(telegram) == [b"built from new", "file-1", "file-1"]
    assert build.built == ["new"]


@pytest.mark.parametrize("description", ["can't parse entities", "caption is too long"])
async def test_a_caption_that_is_refused_goes_without_markup(
    bot: Running, telegram: StandIn, description: str
) -> None:
    telegram.fail("sendDocument", refusal(400, f"Bad Request: {description}"))
    await bot.handle(telegram.say("file minutes.txt"))
    [call] = telegram.calls
    assert call.parameters["caption"] == "minutes.txt"
    assert call.parameters["document"] == b"content of minutes.txt"
