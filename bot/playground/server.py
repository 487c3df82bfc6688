"""Serve the playground inside the process, and the event loop, of the bot."""

import contextlib
import time
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.playground.bot_api import BotApi
from bot.playground.guard import Guard
from bot.playground.page import Page
from bot.playground.polling import Polling
from bot.playground.world import World
from bot.web.listening import Address, listen
from bot.web.serving import serving as over_http

HOST = "127.0.0.1"
PORT = 8484
TOKEN = "84848484:playground"  # noqa: S105  # opens nothing but this computer's playground


def create_app(*, token: str = TOKEN) -> Starlette:
    """Return the page and the stand-in for the Bot API as one application.

    Args:
        token: What the bot calls itself by; the digits before the colon are its user id.
    """
    number, _, _ = token.partition(":")
    world = World(bot_id=int(number), clock=time.time)
    polling = Polling(world.updates)
    page = Page(world)
    app = Starlette(
        routes=[*page.routes(), *BotApi(world, polling, token=token).routes()],
        middleware=[Middleware(Guard)],
    )
    app.state.world = world
    app.state.waiting = (polling, page)
    return app


@contextlib.asynccontextmanager
async def serving(
    host: str = HOST, port: int = PORT, *, token: str = TOKEN, app: Starlette | None = None
) -> AsyncIterator[str]:
    """Serve the playground as long as the block runs; yields its address.

    Args:
        host: A loopback address.
        port: A port, or 0 for a free one.
        token: The token the bot will use.
        app: What to serve, a new playground unless given.

    Raises:
        ValueError: The host is open to other computers.
        OSError: The port is taken.
    """
    if host not in {"127.0.0.1", "localhost"}:
        raise ValueError("the playground is served on 127.0.0.1 only")
    app = app or create_app(token=token)
    listening = listen(Address(HOST, port))
    async with over_http(app, listening) as chosen:
        try:
            yield f"http://{HOST}:{chosen}"
        finally:
            for waiting in app.state.waiting:
                waiting.close()
