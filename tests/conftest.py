"""What all tests share: the shipped knowledge, a bot on a fake wire, people who talk to it."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.application import bare_application
from bot.delivery.running import Running, running
from bot.store.opening import open_database
from handlers.messages.texts import Texts
from handlers.register import register
from handlers.services import Services
from knowledge.assistant import Assistant
from knowledge.content.base import KnowledgeBase
from knowledge.content.loader import load
from knowledge.matching.index_file import IndexFile
from tests.chat import NOW, SECRET, Chat, Handle
from tests.fake_telegram import TOKEN, FakeTelegram

# By the clock on the wall: on a busy computer that says nothing of the code.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = float(NOW)

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content, parsed once for all who load it."""
    path = tmp_path_factory.mktemp("snapshot") / "content.json"
    load(snapshot=path)
    return path


@pytest.fixture(scope="session")
def knowledge(snapshot: Path) -> KnowledgeBase:
    return load(snapshot=snapshot)


@pytest.fixture(scope="session")
def assistant(knowledge: KnowledgeBase, snapshot: Path) -> Assistant:
    return Assistant(knowledge, matcher_of=IndexFile.beside(snapshot))


@pytest.fixture
def folder(tmp_path: Path, snapshot: Path, assistant: Assistant) -> Path:
    """Where the program is started; it has been there before, and so has read the content."""
    shutil.copytree(snapshot.parent, tmp_path / "var")
    return tmp_path


@pytest.fixture
def wire() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def running_bot(
    wire: FakeTelegram, clock: FakeClock, assistant: Assistant
) -> AsyncIterator[Running]:
    application = bare_application(TOKEN, Services(assistant, Texts(), clock), request=wire)
    register(application)
    async with (
        open_database(secret=SECRET) as database,
        running(application, database=database) as bot,
    ):
        yield bot


@pytest.fixture
def handle(running_bot: Running) -> Handle:
    return running_bot.handle


@pytest.fixture
def chat(wire: FakeTelegram, handle: Handle) -> Chat:
    """A private chat with someone whose app is in Simplified Chinese."""
    return Chat(wire, handle)
