"""Keep other web sites out: the playground answers this computer's own page and bot only."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_NAMES = {"127.0.0.1", "localhost"}

# All that the page shows comes from the playground itself.
PAGE_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Refuses requests under a foreign host name or from a page of another origin.

    A foreign name that points to 127.0.0.1 (DNS rebinding) would make this server part of
    somebody else's site; a form on another site could write into the chat.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not _is_own_host(headers):
            response = PlainTextResponse("Unknown host", status_code=400)
            await response(scope, receive, send)
        elif not _is_same_origin(headers, scope["path"]):
            response = PlainTextResponse("Request from another site", status_code=403)
            await response(scope, receive, send)
        else:
            await self._app(scope, receive, _with_page_headers(send))


def _is_own_host(headers: Headers) -> bool:
    name, _, _ = headers.get("host", "").partition(":")
    return name.lower() in OWN_NAMES


def _is_same_origin(headers: Headers, path: str) -> bool:
    """Return whether a request comes from our own page or from no page at all.

    A link on another site may still open the page itself.
    """
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{headers['host']}":
        return False
    if path == "/":
        return True
    return headers.get("sec-fetch-site", "none") in {"none", "same-origin"}


def _with_page_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in PAGE_HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
