"""Ask a process on this computer how it fares."""

from typing import Any

import aiohttp

from bot.web.listening import Address
from bot.web.paths import READINESS

_SECONDS = 10.0
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to ask, not to listen


async def readiness(address: Address) -> dict[str, Any] | None:
    """Return what the process that listens at an address says of itself; None if there is none."""
    here = Address(_EVERYWHERE.get(address.host, address.host), address.port)
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(f"http://{here}{READINESS}") as response,
        ):
            said = await response.json()
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        return None
    return said if isinstance(said, dict) and "troubles" in said else None
