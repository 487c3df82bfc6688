"""Serve an application inside the process, and the event loop, of the bot."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.types import ASGIApp

_GRACE_SECONDS = 3
_TICK_SECONDS = 1.0
"""How often the date that answers bear is renewed."""
# Telegram's headers take less than one kilobyte.
_HEADER_BYTES = 16 * 1024


@contextlib.asynccontextmanager
async def serving(
    app: ASGIApp, listening: socket.socket, *, tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """Serve an application as long as the block runs; yields the port.

    Args:
        app: What answers.
        listening: A bound socket; closed at the end.
        tls: What HTTPS is served with; plain HTTP otherwise.

    Raises:
        Exception: What kept the server from starting.
    """
    server = _Server(_config(app, tls))
    running = asyncio.create_task(server.serve([listening]))
    try:
        await _started(server, running)
        yield int(listening.getsockname()[1])
    finally:
        server.end()
        try:
            await running
        finally:
            listening.close()


async def _started(server: "_Server", running: asyncio.Task[None]) -> None:
    """Wait until a server is ready, or has ended before; raises by what."""
    ready = asyncio.create_task(server.ready.wait())
    try:
        await asyncio.wait({ready, running}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        ready.cancel()
    if running.done():
        await running


class _Server(uvicorn.Server):
    """A server that says when it is ready and leaves the signals to the bot."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready, self._ended = asyncio.Event(), asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    def end(self) -> None:
        """Stop serving."""
        self.should_exit = True
        self._ended.set()

    async def main_loop(self) -> None:
        """Renew the date until the end; the library does so by waking ten times a second."""
        while not await self.on_tick(0):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_TICK_SECONDS):
                    await self._ended.wait()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _config(app: ASGIApp, tls: ssl.SSLContext | None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        access_log=False,  # a path may hold a token
        log_config=None,
        log_level="error",  # or a line for every rude request
        lifespan="off",
        ws="none",
        server_header=False,
        h11_max_incomplete_event_size=_HEADER_BYTES,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        ssl_context_factory=None if tls is None else lambda _config, _default: tls,
    )
