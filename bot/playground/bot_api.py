"""The HTTP side of the stand-in for the Bot API."""

import logging
import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground import about, methods
from bot.playground.errors import ApiError, bad_request
from bot.playground.parameters import Parameters, read_parameters
from bot.playground.people import Json
from bot.playground.polling import Polling
from bot.playground.world import World

logger = logging.getLogger(__name__)

# Telegram does not mind how a method is capitalized.
METHODS = {name.lower(): method for name, method in (about.METHODS | methods.METHODS).items()}


class BotApi:
    """Answers the calls of one bot, known by its token."""

    def __init__(self, world: World, polling: Polling, *, token: str) -> None:
        self._world = world
        self._polling = polling
        self._token = token

    def routes(self) -> list[Route]:
        """Return the routes of methods."""
        return [
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
        ]

    async def _call(self, request: Request) -> Response:
        name = request.path_params["method"].lower()
        try:
            self._check(request.path_params["token"])
            result = await self._result(name, await read_parameters(request))
        except ApiError as error:
            logger.debug("Refused %s: %s", name, error.description)
            return _refusal(error)
        return JSONResponse({"ok": True, "result": result})

    async def _result(self, name: str, parameters: Parameters) -> object:
        if name == "getupdates":
            return await self._updates(parameters)
        if name not in METHODS:
            # Telegram says 404, by which the library tells a wrong token: the bot would end.
            raise bad_request(f"the playground does not know {name}")
        return METHODS[name](self._world, parameters)

    async def _updates(self, parameters: Parameters) -> list[Json]:
        wanted = parameters.object("allowed_updates")
        if isinstance(wanted, list):
            self._world.updates.want([str(kind) for kind in wanted])
        return await self._polling.poll(
            offset=parameters.integer("offset"),
            limit=min(max(parameters.integer("limit", 100), 1), 100),
            seconds=parameters.integer("timeout"),
        )

    def _check(self, token: str) -> None:
        if not secrets.compare_digest(token.encode(), self._token.encode()):
            raise ApiError("Unauthorized", code=401)


def _refusal(error: ApiError) -> JSONResponse:
    body = {"ok": False, "error_code": error.code, "description": error.description}
    return JSONResponse(body, status_code=error.code)
