"""Serve an application inside the process, and the event loop, of the bot."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.types import ASGIApp

_GRACE_SECONDS = 3
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
    """
    server = _Server(_config(app, tls))
    running = asyncio.create_task(server.serve([listening]))
    try:
        await server.ready.wait()
        yield int(listening.getsockname()[1])
    finally:
        server.should_exit = True
        await running
        listening.close()


class _Server(uvicorn.Server):
    """A server that says when it is ready and leaves the signals to the bot."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

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
