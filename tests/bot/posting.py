"""A stand-in that posts updates where ``setWebhook`` says, as Telegram does."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.web.webhook import SECRET_HEADER
from tests.bot.script import Call, Fault, Json, refusal
from tests.bot.standin import StandIn

_TAKEN_AWAY = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"


@dataclass
class Posting(StandIn):
    """One update at a time, again and again until it is taken."""

    webhook: Json = field(default_factory=dict)
    """The parameters of the last setWebhook."""
    answers: list[int] = field(default_factory=list)
    """With which status each post was answered; 0 where there was no answer."""
    error_date: int = 0
    looks: int = 0
    """How often getWebhookInfo was called."""

    async def post(self, body: bytes | Json, *, url: str | None = None, **headers: str) -> int:
        """Post something, to the webhook unless told otherwise; return the status."""
        content: Any = {"data": body} if isinstance(body, bytes) else {"json": body}
        url = url or self.webhook["url"]
        # Telegram trusts the certificate it was given, instead of those of the authorities.
        own = self.webhook.get("certificate")
        trusted = ssl.create_default_context(cadata=own.decode()) if own else True
        given = {"Content-Type": "application/json", SECRET_HEADER: self.webhook["secret_token"]}
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.post(url, **content, headers=given | headers, ssl=trusted) as response,
            ):
                return response.status
        except aiohttp.ClientError:
            return 0

    async def keep_posting(self) -> None:
        while True:
            if self.webhook and self.pending:
                update = self.pending[0]
                self.answers.append(await self.post(update))
                if self.answers[-1] == 200:
                    self.pending.remove(update)
                else:
                    self.error_date += 1
            self._done.set()
            await asyncio.sleep(0.02)

    def _fault(self, call: Call) -> Fault | None:
        if call.method == "getUpdates" and self.webhook:
            return refusal(409, _TAKEN_AWAY)
        return super()._fault(call)

    async def _carry_out(self, call: Call) -> Any:
        match call.method:
            case "setWebhook":
                self.webhook = call.parameters
            case "deleteWebhook":
                self.webhook = {}
            case "getWebhookInfo":
                self.looks += 1
                return self._info()
        return await super()._carry_out(call)

    def _info(self) -> Json:
        info: Json = {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": "certificate" in self.webhook,
            "pending_update_count": len(self.pending),
        }
        if self.error_date:
            info |= {"last_error_date": self.error_date, "last_error_message": "Wrong response"}
        return info


@contextlib.asynccontextmanager
async def posting() -> AsyncIterator[Posting]:
    stand_in = Posting()
    await stand_in.start()
    task = asyncio.create_task(stand_in.keep_posting())
    try:
        yield stand_in
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await stand_in.stop()
