"""Run the bot until it is told to stop: against Telegram, or in the local playground."""

import asyncio
import contextlib
import signal

import structlog

from bot.application import build_application, publish_commands
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.polling import Poller
from bot.playground import server as playground
from bot.settings import Settings

_log = structlog.get_logger(__name__)
# Docker kills after ten seconds.
DRAIN_SECONDS = 8.0


async def serve(settings: Settings) -> None:
    """Serve Telegram, or without a token the local playground, until SIGTERM or Ctrl-C."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if settings.token is not None:
        await _poll(settings, settings.token.get_secret_value(), settings.api_url, stop)
        return
    async with playground.serving() as url:
        _log.info("playground_ready", url=url)
        await _poll(settings, playground.TOKEN, url, stop)


async def _poll(settings: Settings, token: str, api_url: str, stop: asyncio.Event) -> None:
    application = build_application(token, api_url=api_url, knowledge_dir=settings.knowledge_dir)
    async with application:
        await publish_commands(application)
        poller = Poller(application.bot, Dispatcher(application).handle)
        polling = asyncio.create_task(poller.run())
        stopping = asyncio.create_task(stop.wait())
        _log.info("ready", username=application.bot.username)
        await asyncio.wait([polling, stopping], return_when=asyncio.FIRST_COMPLETED)
        for task in (polling, stopping):
            task.cancel()
        await poller.drain(DRAIN_SECONDS)
        with contextlib.suppress(asyncio.CancelledError):
            await polling
