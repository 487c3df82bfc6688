"""A small Bot API over real HTTP, whose every answer can be scripted to go wrong."""

import asyncio
import contextlib
import itertools
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import web

from tests.bot.script import Call, Fault, Json, refusal

TOKEN = "123456789:" + "AAstandin" * 4  # in two pieces: a whole one looks like a leak
ME = {"id": 123456789, "is_bot": True, "first_name": "Parrot", "username": "parrot_bot"}


@dataclass
class StandIn:
    calls: list[Call] = field(default_factory=list)
    """Those that were carried out, without getUpdates."""
    polls: list[Json] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    pending: list[Json] = field(default_factory=list)
    """Updates that are not confirmed."""
    port: int = 0
    token: str = TOKEN
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1000))
    _messages: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _done: asyncio.Event = field(default_factory=asyncio.Event)
    _runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def texts(self) -> list[str]:
        return [call.text for call in self.calls if "text" in call.parameters]

    def texts_to(self, chat: int) -> list[str]:
        return [call.text for call in self.calls if call.chat == chat]

    def fail(self, method: str, fault: Fault) -> None:
        self.faults.setdefault(method, []).append(fault)

    def push(self, **content: Any) -> Json:
        update = {"update_id": next(self._numbers), **content}
        self.pending.append(update)
        self._arrived.set()
        return update

    def say(self, text: str, *, chat: int = 7, user: int | None = None, **extra: Any) -> Json:
        return self.push(message=message(text, chat=chat, user=user, **extra))

    def press(self, data: str, *, chat: int = 7) -> Json:
        shown = message("", chat=chat)
        query = {"id": "1", "from": shown["from"], "chat_instance": "1", "data": data}
        return self.push(callback_query={**query, "message": shown})

    async def until(self, condition: Callable[[], bool], *, seconds: float = 10.0) -> None:
        async with asyncio.timeout(seconds):
            while not condition():
                self._done.clear()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(0.1):
                        await self._done.wait()

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post(f"/bot{self.token}/{{method}}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        call = Call(method, await _parameters(request))
        fault = self._fault(call)
        if fault is not None and fault.reset:
            return self._close(request)
        if fault is not None and fault.hang:
            await asyncio.sleep(60)
        if fault is not None and fault.body is not None:
            return web.Response(status=fault.status, body=fault.body)
        result = await self._carry_out(call)
        if fault is not None and fault.lost:
            return self._close(request)
        return web.json_response({"ok": True, "result": result})

    def _fault(self, call: Call) -> Fault | None:
        for fault in self.faults.get(call.method, []):
            if fault.times > 0 and fault.fits(call):
                fault.times -= 1
                return fault
        return None

    @staticmethod
    def _close(request: web.Request) -> web.StreamResponse:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _carry_out(self, call: Call) -> Any:
        if call.method == "getUpdates":
            return await self._updates(call.parameters)
        if call.method == "getMe":
            return ME | {"id": int(self.token.partition(":")[0])}
        self.calls.append(call)
        self._done.set()
        if call.method in {"sendMessage", "editMessageText", "sendDocument"}:
            chat = {"id": call.chat, "type": "private" if call.chat > 0 else "group"}
            identity = call.parameters.get("message_id") or next(self._messages)
            message = {"message_id": identity, "date": 0, "chat": chat, "text": call.text}
            return message | self._kept(call)
        return {"inline_message_id": "i"} if call.method == "answerGuestQuery" else True

    def _kept(self, call: Call) -> Json:
        document = call.parameters.get("document")
        if document is None:
            return {}
        file_id = document if isinstance(document, str) else f"file-{len(self.calls)}"
        return {"document": {"file_id": file_id, "file_unique_id": file_id}}

    async def _updates(self, parameters: Json) -> list[Json]:
        self.polls.append(parameters)
        offset = parameters.get("offset")
        if offset is not None:
            # Confirmed: what came before the update with this number, in the order of arrival.
            known = [one["update_id"] for one in self.pending]
            before = known.index(offset) if offset in known else len(known)
            if offset not in known and any(number >= offset for number in known):
                before = next(i for i, number in enumerate(known) if number >= offset)
            del self.pending[:before]
        if not self.pending:
            self._arrived.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(parameters.get("timeout", 0), 2)):
                    await self._arrived.wait()
        return self.pending[: parameters.get("limit", 100)]


async def _parameters(request: web.Request) -> Json:
    if request.content_type == "application/json":
        parameters: Json = await request.json()
        return parameters
    form = await request.post()
    # The library writes everything but strings as JSON.
    return {key: await _read(value) for key, value in form.items()}


async def _read(value: object) -> Any:
    return value.file.read() if isinstance(value, web.FileField) else _plain(str(value))


def _plain(value: str) -> Any:
    with contextlib.suppress(ValueError):
        return json.loads(value)
    return value


def message(text: str, *, chat: int = 7, user: int | None = None, **extra: Any) -> Json:
    kind = "private" if chat > 0 else "group"
    person = {"id": user or abs(chat), "is_bot": False, "first_name": "P", "language_code": "en"}
    return {
        "message_id": 1,
        "date": 4_000_000_000,
        "chat": {"id": chat, "type": kind, "title": "G"},
        "from": person,
        "text": text,
        **extra,
    }


S = TypeVar("S", bound=StandIn)


@contextlib.asynccontextmanager
async def standing_in(stand_in: S) -> AsyncIterator[S]:
    await stand_in.start()
    try:
        yield stand_in
    finally:
        await stand_in.stop()


__all__ = ["TOKEN", "Call", "Fault", "StandIn", "message", "refusal", "standing_in"]
