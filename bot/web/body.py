"""Read the body of a request, but not for ever and not without end."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

MAX_BYTES = 1_000_000
"""An update with a message of 4,096 characters, each with an entity, takes a tenth of this."""
BODY_SECONDS = 10.0

# What has not been read must not be taken for the next request.
CLOSE = {"Connection": "close"}


async def body_of(request: Request) -> bytes:
    """Return the body of a request.

    Raises:
        HTTPException: It is too large (413), too slow (408), or ends too early (400).
    """
    declared = request.headers.get("content-length")
    if declared is not None and int(declared) > MAX_BYTES:
        raise HTTPException(413, headers=CLOSE)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise HTTPException(413, headers=CLOSE)
    except TimeoutError:
        raise HTTPException(408, headers=CLOSE) from None
    except ClientDisconnect:
        raise HTTPException(400, headers=CLOSE) from None
    return bytes(body)
