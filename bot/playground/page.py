"""The chat page: its files, the little API it writes with, and the events it lives on."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.playground.errors import ApiError
from bot.playground.parameters import Parameters, read_parameters
from bot.playground.people import Json
from bot.playground.pictures import PNG
from bot.playground.world import World

STATIC = Path(__file__).parent / "static"
KEEP_ALIVE_SECONDS = 15

Action = Callable[[World, Parameters], Any]


class Page:
    """Shows the world to browsers and lets them act in it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._watching: set[asyncio.Queue[Json | None]] = set()
        world.listen(self._publish)

    def routes(self) -> list[BaseRoute]:
        """Return the routes of the page."""
        return [
            Route("/", _index),
            Route("/events", self._events),
            Route("/api/state", self._state),
            Route("/api/files/{file_id}", self._file),
            Route("/api/{action}", self._act, methods=["POST"]),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]

    def close(self) -> None:
        """End all event streams, so that the server can stop."""
        for queue in self._watching:
            queue.put_nowait(None)

    def _publish(self, event: Json) -> None:
        for queue in self._watching:
            queue.put_nowait(event)

    async def _state(self, request: Request) -> Response:
        """Answer with all a page needs to show the world as it is now."""
        world = self._world
        language = request.query_params.get("language", "")
        return JSONResponse(
            {
                "bot": {"id": world.bot["id"], **world.profile.seen_by(language)},
                "people": [person.as_user() for person in world.people.values()],
                "chats": [
                    {"chat": chat, "messages": world.chats.history(chat["id"])}
                    for chat in world.chats
                ],
            }
        )

    async def _act(self, request: Request) -> Response:
        action = ACTIONS.get(request.path_params["action"])
        # Only JSON: a form on another site cannot send it without asking first.
        if action is None or request.headers.get("content-type") != "application/json":
            return JSONResponse({"error": "Not Found"}, status_code=404)
        try:
            result = action(self._world, await read_parameters(request))
        except ApiError as error:
            return JSONResponse({"error": error.description}, status_code=error.code)
        return JSONResponse({"result": result})

    async def _file(self, request: Request) -> Response:
        """Answer with a picture, or with a document to be saved and never shown by the browser."""
        try:
            attachment = self._world.file(request.path_params["file_id"])
        except ApiError as error:
            return JSONResponse({"error": error.description}, status_code=404)
        if attachment.mime_type == PNG:
            return Response(attachment.content, media_type=PNG)
        name = quote(attachment.name, safe="")
        return Response(
            attachment.content,
            media_type="application/octet-stream",
            headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"},
        )

    async def _events(self, _: Request) -> Response:
        return StreamingResponse(self._stream(), media_type="text/event-stream")

    async def _stream(self) -> AsyncIterator[str]:
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._watching.add(queue)
        try:
            yield "retry: 1000\n\n"
            while (event := await _next(queue)) is not None:
                yield f"data: {json.dumps(event)}\n\n" if event else ": still here\n\n"
        finally:
            self._watching.discard(queue)


async def _index(_: Request) -> Response:
    return FileResponse(STATIC / "index.html")


async def _next(queue: asyncio.Queue[Json | None]) -> Json | None:
    """Return the next event, or an empty one when it is time to show a sign of life."""
    try:
        async with asyncio.timeout(KEEP_ALIVE_SECONDS):
            return await queue.get()
    except TimeoutError:
        return {}


def _say(world: World, parameters: Parameters) -> Json:
    return world.say(
        person_id=parameters.integer("person_id"),
        chat_id=parameters.integer("chat_id"),
        text=parameters.text("text"),
        reply_to=parameters.integer("reply_to"),
    )


def _edit(world: World, parameters: Parameters) -> Json:
    return world.rewrite(
        person_id=parameters.integer("person_id"),
        chat_id=parameters.integer("chat_id"),
        message_id=parameters.integer("message_id"),
        text=parameters.text("text"),
    )


def _press(world: World, parameters: Parameters) -> str:
    return world.press(
        person_id=parameters.integer("person_id"),
        chat_id=parameters.integer("chat_id"),
        message_id=parameters.integer("message_id"),
        data=parameters.text("data"),
    )


def _search(world: World, parameters: Parameters) -> str:
    return world.search(
        person_id=parameters.integer("person_id"),
        chat_id=parameters.integer("chat_id"),
        query=parameters.text("query"),
    )


def _choose(world: World, parameters: Parameters) -> Json:
    return world.choose(
        person_id=parameters.integer("person_id"),
        chat_id=parameters.integer("chat_id"),
        query_id=parameters.text("query_id"),
        result_id=parameters.text("result_id"),
    )


def _language(world: World, parameters: Parameters) -> bool:
    world.speak(parameters.text("language"))
    return True


ACTIONS: dict[str, Action] = {
    "say": _say,
    "edit": _edit,
    "press": _press,
    "search": _search,
    "choose": _choose,
    "language": _language,
}
