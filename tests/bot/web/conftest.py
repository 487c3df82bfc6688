"""A bot behind a webhook, on a real port."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest

from bot.delivery.running import Running, running
from bot.settings import Mode, Settings
from bot.store.opening import open_database
from bot.web.app import create_app
from bot.web.listening import Address, listen
from bot.web.metrics import Metrics
from bot.web.report import Instance
from bot.web.serving import serving
from knowledge.assistant import Assistant
from tests.bot.parrot import parrot
from tests.bot.posting import Posting, posting
from tests.bot.standin import TOKEN
from tests.chat import SECRET as INSTALLATION

SECRET = "s3cret_" * 5
PATH = "/telegram"


@dataclass
class Served:
    """A parrot that Telegram posts to."""

    bot: Running
    instance: Instance
    metrics: Metrics
    telegram: Posting
    settings: Settings
    port: int

    async def get(self, path: str) -> tuple[int, str]:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{self.port}{path}") as response,
        ):
            return response.status, await response.text()


@pytest.fixture
async def telegram() -> AsyncIterator[Posting]:
    async with posting() as stand_in:
        yield stand_in


@pytest.fixture
async def served(telegram: Posting, assistant: Assistant) -> AsyncIterator[Served]:
    async with serving_parrot(telegram, assistant) as served:
        yield served


@contextlib.asynccontextmanager
async def serving_parrot(
    telegram: Posting, assistant: Assistant, url: str = "sqlite://"
) -> AsyncIterator[Served]:
    metrics = Metrics()
    listening = listen(Address("127.0.0.1", 0))
    port = listening.getsockname()[1]
    settings = Settings(
        _env_file=None,
        token=TOKEN,
        api_url=telegram.url,
        mode=Mode.WEBHOOK,
        webhook_url=f"http://127.0.0.1:{port}{PATH}",
        webhook_secret=SECRET,
    )
    application = parrot(api_url=telegram.url)
    instance = Instance(lambda: assistant)
    async with (
        open_database(url, secret=INSTALLATION) as database,
        serving(create_app(settings, instance, metrics), listening),
        running(application, database=database, drain_seconds=1.0, observer=metrics) as bot,
    ):
        with instance.at_work(bot):
            telegram.webhook = {"url": settings.webhook_url, "secret_token": SECRET}
            yield Served(bot, instance, metrics, telegram, settings, port)
