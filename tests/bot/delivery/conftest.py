from collections.abc import AsyncIterator

import pytest
import structlog

from bot.delivery.running import Running, running
from tests.bot.parrot import parrot
from tests.bot.standin import StandIn, standing_in

# The default prints every local variable of a traceback, and fails when one cannot be shown.
structlog.configure(
    processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()]
)


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    async with standing_in(StandIn()) as stand_in:
        yield stand_in


@pytest.fixture
async def bot(telegram: StandIn) -> AsyncIterator[Running]:
    """A parrot that is handed its updates."""
    async with running(parrot(api_url=telegram.url), drain_seconds=1.0) as bot:
        yield bot
