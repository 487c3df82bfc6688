"""HTTP under the library: aiohttp, which costs half the CPU of the library's own client."""

import json
import socket
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

# Not exported, but the only way to hand plain data to a request of the library.
from telegram.request._requestparameter import RequestParameter

from bot.cycles import let_go
from bot.delivery.api.json_text import json_bytes
from bot.delivery.api.outcomes import AnswerLost, Unreachable

# A slow link, 2 kB/s with 5 s of latency, must be able to carry a message.
CONNECT_SECONDS = 15.0
READ_SECONDS = 35.0
# A link may be slow, but not take nothing at all of what is sent.
_STALLED_SECONDS = 60.0
# Shorter than a server keeps a connection, so that no request goes into one just closed.
_KEEP_ALIVE_SECONDS = 20.0
_CONNECTIONS = 64


class AiohttpRequest(BaseRequest):
    """Tells a request that never left from one whose answer was lost."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[str, str | None] = {}

    @property
    def read_timeout(self) -> float:
        """How long an answer is waited for unless told otherwise."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the pool of connections."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=_CONNECTIONS,
                    keepalive_timeout=_KEEP_ALIVE_SECONDS,
                    socket_factory=_opened,
                ),
            )

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - aiohttp has none
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the limits bound the pool
    ) -> tuple[int, bytes]:
        """Make one request.

        Raises:
            Unreachable: It has certainly not arrived.
            AnswerLost: It may have arrived.
            NetworkError: It was refused, and not by the Bot API.
        """
        if self._session is None:
            raise RuntimeError("the request is not initialized")
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=None,
            sock_connect=_seconds(connect_timeout, CONNECT_SECONDS),
            sock_read=_seconds(read_timeout, READ_SECONDS),
        )
        try:
            async with self._session.request(
                method, url, timeout=timeout, proxy=self._proxy(url), **_body(request_data)
            ) as response:
                status, content = response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            let_go(error)
            raise Unreachable(type(error).__name__) from None
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            let_go(error)
            raise AnswerLost(type(error).__name__) from None
        if status >= HTTPStatus.BAD_REQUEST and not _is_answer(content):
            # The library would go by the status, and a proxy's 403 would close the chat.
            raise NetworkError(f"{response.reason} ({status}), not from the Bot API")
        return status, content

    async def _request_wrapper(self, *args: Any, **kwargs: Any) -> bytes:
        """Make a request, and leave nothing for the garbage collector where it fails.

        The library's frame has a name for the error that it raises, which holds the frame.
        """
        try:
            return await super()._request_wrapper(*args, **kwargs)
        except TelegramError as error:
            raise error.with_traceback(None) from None

    def _proxy(self, url: str) -> str | None:
        """Return the proxy that the environment names for a host.

        The client could look for it itself, but does so in a thread at every request.
        """
        scheme, _slashes, rest = url.partition("://")
        server = f"{scheme}://{rest.partition('/')[0]}"
        if server not in self._proxies:
            host = urlsplit(server).hostname or ""
            bypassed = bool(proxy_bypass(host))
            self._proxies[server] = None if bypassed else getproxies().get(scheme)
        return self._proxies[server]

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Parse an answer; unlike the library, without logging what it said.

        Raises:
            NetworkError: It is not an answer of the Bot API.
        """
        try:
            parsed = json.loads(payload)
        except ValueError:
            raise NetworkError("Invalid server response") from None
        if not isinstance(parsed, dict):
            raise NetworkError("Invalid server response")
        return parsed


def _is_answer(content: bytes) -> bool:
    """Return whether it was the Bot API that answered, and not a proxy or a portal on the way."""
    try:
        return "ok" in AiohttpRequest.parse_json_payload(content)
    except NetworkError:
        return False


def call_data(parameters: dict[str, Any]) -> RequestData:
    """Return parameters in the form in which the library hands them to a request."""
    return RequestData(
        [RequestParameter.from_input(name, value) for name, value in parameters.items()]
    )


def _opened(address: tuple[Any, ...]) -> socket.socket:
    """Return a socket that breaks when nobody takes what is sent: the client waits for ever."""
    family, kind, protocol, *_names = address
    opened = socket.socket(family, kind, protocol)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
        milliseconds = int(_STALLED_SECONDS * 1000)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
    return opened


def _seconds(value: Any, default: float) -> float | None:
    if value is BaseRequest.DEFAULT_NONE:
        return default
    return None if value is None else float(value)


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        content = json_bytes(data.parameters)
        return {"data": content, "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, file, mime) in data.multipart_data.items():
        form.add_field(name, file, filename=filename, content_type=mime)
    return {"data": form}
