"""Whether the process lives, whether it does its work, and how much of it.

``/healthz`` says that the process lives and its event loop turns; a process that cannot say so is
to be started anew. ``/startupz`` says that it has content and a database and takes updates; it is
for whoever waits for a start. ``/readyz`` says whether people who ask are answered; it is for
alarms. It must decide neither who gets Telegram's posts nor whether a new version may go on, for
what it tells concerns all replicas: one error would take every one out of the way and never end,
or keep out what mends it.
"""

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.web.metrics import CONTENT_TYPE, Metrics
from bot.web.report import Instance


class Probes:
    """Answers those who watch the process."""

    def __init__(self, instance: Instance, metrics: Metrics) -> None:
        self._instance = instance
        self._metrics = metrics

    async def healthz(self, _request: Request) -> Response:
        """Say that the event loop turns: a loop that does not would not answer."""
        return JSONResponse({"alive": True})

    async def startupz(self, _request: Request) -> Response:
        """Say whether this process has started, whatever ails the database or Telegram."""
        started = self._instance.bot is not None
        return JSONResponse({"started": started}, status_code=200 if started else 503)

    async def readyz(self, _request: Request) -> Response:
        """Say whether updates come in and are answered, and why not."""
        report = await self._instance.report()
        body = {"ready": not report.troubles, **asdict(report)}
        return JSONResponse(body, status_code=503 if report.troubles else 200)

    async def metrics(self, _request: Request) -> Response:
        """Show what is counted and timed."""
        report = await self._instance.report()
        return Response(self._metrics.exposition(report), headers={"Content-Type": CONTENT_TYPE})
