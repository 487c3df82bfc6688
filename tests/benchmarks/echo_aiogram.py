"""A bare echo bot as aiogram's examples do it; run by an environment of its own.

Arguments: the stand-in's address and the token.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message


async def _repeat(message: Message) -> None:
    await message.answer(f"0 {message.text}")


async def main(address: str, token: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    dispatcher = Dispatcher()
    dispatcher.message.register(_repeat)
    await dispatcher.start_polling(Bot(token, session=session))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
