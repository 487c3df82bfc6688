"""What the stand-in is asked, and what goes wrong."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Json = dict[str, Any]


@dataclass
class Call:
    method: str
    parameters: Json
    at: float = field(default_factory=time.monotonic)
    """When it came."""

    @property
    def text(self) -> str:
        return str(self.parameters.get("text", ""))

    @property
    def chat(self) -> int:
        return int(self.parameters.get("chat_id", 0))


@dataclass
class Fault:
    """What goes wrong with a call."""

    status: int = 200
    body: bytes | None = None
    """What is answered."""
    lost: bool = False
    """Do what was asked, then close the connection without a word."""
    reset: bool = False
    """Close the connection at once."""
    hang: bool = False
    """Neither answer nor close."""
    times: int = 1
    fits: Callable[[Call], bool] = lambda _call: True


def refusal(status: int, description: str, *, times: int = 1, **parameters: Any) -> Fault:
    body = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return Fault(status, web.json_response(body).body, times=times)  # type: ignore[arg-type]
