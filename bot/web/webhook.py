"""Take in what Telegram posts; what is not from Telegram is not even read."""

import asyncio
import hashlib
import hmac
import json
import traceback
from typing import NoReturn

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from structlog.contextvars import bound_contextvars

from bot.delivery.api.updates import Raw, is_number
from bot.delivery.repeated import Repeated
from bot.exhaustion import end_if_exhausted
from bot.store.events import update_key
from bot.web.body import CLOSE, body_of
from bot.web.report import Instance

_log = Repeated(structlog.get_logger(__name__))

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
# Telegram waits for a minute, reverse proxies often for less.
KEEP_SECONDS = 15.0
_AGAIN = {"Retry-After": "5"}


class Webhook:
    """Answers 200 when an update is on disk, and not before."""

    def __init__(self, secret: str, instance: Instance) -> None:
        self._secret = _digest(secret)
        self._instance = instance

    async def receive(self, request: Request) -> Response:
        """Take an update in.

        Raises:
            HTTPException: It was not taken in.
        """
        given = request.headers.get(SECRET_HEADER, "")
        # Digests are of one length, so that the time tells nothing of the secret's either.
        if not hmac.compare_digest(_digest(given), self._secret):
            _log.warning("webhook_refused", reason="wrong secret")
            raise HTTPException(403, headers=CLOSE)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise HTTPException(400, headers=CLOSE)
        raw = update_in(await body_of(request))
        with bound_contextvars(event_key=update_key(raw["update_id"])):
            await self._keep(raw)
        return Response()

    async def _keep(self, raw: Raw) -> None:
        bot = self._instance.bot
        if bot is None:
            raise HTTPException(503, headers=_AGAIN)
        try:
            async with asyncio.timeout(KEEP_SECONDS):
                await bot.delivery.accept([raw])
        except (SQLAlchemyError, TimeoutError) as error:
            _log.critical("updates_not_kept", reason=type(error).__name__)
            raise HTTPException(503, headers=_AGAIN) from None
        except Exception as error:
            end_if_exhausted(error)
            # Not with its words, which may be those of a message.
            where = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{where.name}:{where.lineno}"
            _log.error("webhook_failed", reason=type(error).__name__, where=place)
            raise HTTPException(500, headers=_AGAIN) from None


def update_in(body: bytes) -> Raw:
    """Return the update that a body holds.

    Raises:
        HTTPException: It holds none (400).
    """
    try:
        raw = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise HTTPException(400) from None
    if not isinstance(raw, dict) or not is_number(raw.get("update_id")):
        raise HTTPException(400)
    return raw


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
