"""Two bots that say what they hear: bare, as the library's examples do it, and with delivery.

Arguments: ``bare`` or ``durable``, the stand-in's address, and the database of the durable one.
"""

import asyncio
import sys

import structlog
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.delivery.running import running
from bot.process import PATIENCE_SECONDS
from bot.store.opening import open_database
from tests.bot.parrot import OpenDoor, parrot
from tests.bot.standin import TOKEN
from tests.chat import SECRET


async def _repeat(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text(f"0 {update.message.text}")


def _bare(address: str) -> None:
    application = Application.builder().token(TOKEN).base_url(f"{address}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, _repeat))
    application.run_polling()


async def _durable(address: str, url: str) -> None:
    async with (
        open_database(url, secret=SECRET) as database,
        running(
            parrot(api_url=address),
            database=database,
            inbound=OpenDoor(),
            patience=PATIENCE_SECONDS,
        ) as bot,
    ):
        await bot.poll()


def main() -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    if sys.argv[1] == "bare":
        _bare(sys.argv[2])
    else:
        asyncio.run(_durable(sys.argv[2], sys.argv[3]))


if __name__ == "__main__":
    main()
