"""What the process serves over HTTP."""

import contextlib
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.routing import Route

from bot.settings import Settings
from bot.web.exceptions import CannotListenError
from bot.web.listening import address_of, listen
from bot.web.metrics import Metrics
from bot.web.paths import HEALTH, METRICS, READINESS, path_of
from bot.web.probes import Probes
from bot.web.report import Instance
from bot.web.serving import serving
from bot.web.webhook import Webhook


@contextlib.asynccontextmanager
async def over_http(
    settings: Settings, instance: Instance, metrics: Metrics
) -> AsyncIterator[int]:
    """Serve the probes, and in webhook mode the webhook, as long as the block runs.

    Yields:
        The port.

    Raises:
        CannotListenError: It is not possible at the address that is set.
    """
    address = address_of(settings.listen)
    try:
        listening = listen(address)
    except OSError as error:
        raise CannotListenError(address, error.strerror) from error
    async with serving(create_app(settings, instance, metrics), listening) as port:
        yield port


def create_app(settings: Settings, instance: Instance, metrics: Metrics) -> Starlette:
    """Return the application."""
    probes = Probes(instance, metrics)
    routes = [
        Route(HEALTH, probes.healthz),
        Route(READINESS, probes.readyz),
        Route(METRICS, probes.metrics),
    ]
    if settings.webhook is not None:
        webhook = Webhook(settings.webhook.secret, instance)
        routes.append(Route(path_of(settings.webhook.url), webhook.receive, methods=["POST"]))
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False  # Telegram does not follow
    return app
