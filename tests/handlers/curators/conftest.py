"""A bot with little content, a store in a file, two curators, and somebody who asks."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.application import bare_application
from bot.content.live import LiveContent
from bot.content.sources import Sources
from bot.delivery.running import Running, running
from bot.store.opening import open_database
from handlers.messages.texts import Texts
from handlers.register import register
from handlers.services import Services
from tests.chat import SECRET, Chat
from tests.conftest import FakeClock
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.knowledge.conftest import content

__all__ = ["content"]
MEI, OMAR = 11, 12
"""User ids of the curators."""


@pytest.fixture
def sources(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Sources:
    var = tmp_path_factory.mktemp("var")
    # Its thousands of words are most of what loading takes.
    unanswered = content / "vocabulary" / "unanswered.yaml"
    unanswered.write_text("weather: [天气]\n", encoding="utf-8")
    return Sources(
        content, questions=var / "questions", kept=var / "editions", review=var / "review"
    )


@pytest.fixture
def live(sources: Sources, clock: FakeClock) -> LiveContent:
    return LiveContent(sources, now=lambda: datetime.fromtimestamp(clock.now, UTC))


@pytest.fixture
async def bot(
    wire: FakeTelegram, clock: FakeClock, live: LiveContent, tmp_path: Path
) -> AsyncIterator[Running]:
    services = Services(live.open(), Texts(), clock, curators=frozenset({MEI, OMAR}))
    live.serve(services)
    application = bare_application(TOKEN, services, request=wire)
    register(application)
    async with (
        open_database(f"sqlite:///{tmp_path}/bot.db", secret=SECRET) as database,
        running(application, database=database) as bot,
    ):
        await live.join(database)
        yield bot


@pytest.fixture
def services(bot: Running) -> Services:
    found: Services = bot.application.bot_data["services"]
    return found


@pytest.fixture
def person(wire: FakeTelegram, bot: Running) -> Callable[..., Chat]:
    """Return somebody in a chat with the bot."""
    return lambda user_id, **options: Chat(wire, bot.handle, user_id=user_id, **options)


@pytest.fixture
def lin(person: Callable[..., Chat]) -> Chat:
    """Somebody in the field."""
    return person(7)


@pytest.fixture
def mei(person: Callable[..., Chat]) -> Chat:
    """A curator."""
    return person(MEI)


@pytest.fixture
def omar(person: Callable[..., Chat]) -> Chat:
    """Another curator."""
    return person(OMAR)


@pytest.fixture
def edit(content: Path) -> Callable[[str, str], None]:
    """Return what changes the one entry's file."""

    def change(old: str, new: str) -> None:
        path = content / "entries" / "body" / "test-body.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


async def later(bot: Running, *chats: Chat) -> None:
    """Let what is due in some chats happen."""
    await bot.delivery.sweep()
    for chat in chats:
        await bot.settled(chat.chat_id)
