"""Bots to measure: echoes, bare and with delivery, and the whole bot; none holds itself back.

Arguments: ``bare``, ``aiogram``, ``durable`` or ``whole``, the stand-in's address, and, for the
last two, the database.
"""

import asyncio
import os
import sys
from pathlib import Path

import structlog
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.application import build_application
from bot.content.collector import keep
from bot.delivery.running import running
from bot.process import PATIENCE_SECONDS
from bot.store.opening import open_database
from handlers.context import BotApplication
from tests.bot.parrot import OpenDoor, parrot
from tests.bot.standin import TOKEN
from tests.chat import SECRET

AIOGRAM = f"{sys.prefix}/bench/bin/python"
"""The environment that make bench installs for the rival."""


async def _repeat(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text(f"0 {update.message.text}")


def _bare(address: str) -> None:
    application = Application.builder().token(TOKEN).base_url(f"{address}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, _repeat))
    application.run_polling()


async def _durable(application: BotApplication, url: str) -> None:
    async with (
        open_database(url, secret=SECRET) as database,
        running(
            application,
            database=database,
            doors=OpenDoor,
            patience=PATIENCE_SECONDS,
        ) as bot,
    ):
        keep()
        await bot.poll()


def main() -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    match sys.argv[1:]:
        case ["bare", address]:
            _bare(address)
        case ["aiogram", address]:
            # Its library cannot be installed beside ours; the process stays the same.
            script = Path(__file__).with_name("echo_aiogram.py")
            os.execv(AIOGRAM, [AIOGRAM, str(script), address, TOKEN])  # noqa: S606
        case ["durable", address, url]:
            asyncio.run(_durable(parrot(api_url=address), url))
        case ["whole", address, url]:
            asyncio.run(_durable(build_application(TOKEN, api_url=address), url))


if __name__ == "__main__":
    main()
