"""What the process serves over HTTP."""

import contextlib
import socket
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.routing import Route

from bot.settings import Settings
from bot.web.certificate import serving_with
from bot.web.endpoint import Endpoint
from bot.web.exceptions import CannotListenError
from bot.web.listening import Address, address_of, listen
from bot.web.metrics import Metrics
from bot.web.paths import HEALTH, METRICS, READINESS, STARTUP, path_of
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
        CannotListenError: It is not possible at an address that is set.
    """
    listening = _listening("COORDBOT_LISTEN", address_of(settings.listen))
    async with (
        serving(create_app(settings, instance, metrics), listening) as port,
        _without_proxy(settings, instance),
    ):
        yield port


@contextlib.asynccontextmanager
async def _without_proxy(settings: Settings, instance: Instance) -> AsyncIterator[None]:
    """Serve HTTPS to Telegram itself where there is a key, and nothing but the webhook."""
    endpoint, certificate, key = (
        settings.webhook,
        settings.webhook_certificate,
        settings.webhook_key,
    )
    if endpoint is None or certificate is None or key is None:
        yield
        return
    # Over IPv6 Telegram posts nowhere: https://core.telegram.org/bots/webhooks
    everywhere = Address("0.0.0.0", endpoint.port)  # noqa: S104
    listening = _listening("COORDBOT_WEBHOOK_URL", everywhere)
    app = _application([_webhook(endpoint, instance)])
    async with serving(app, listening, tls=serving_with(certificate, key)):
        yield


def _listening(setting: str, address: Address) -> socket.socket:
    try:
        return listen(address)
    except OSError as error:
        raise CannotListenError(setting, address, error.strerror) from error


def create_app(settings: Settings, instance: Instance, metrics: Metrics) -> Starlette:
    """Return the application."""
    probes = Probes(instance, metrics)
    routes = [
        Route(HEALTH, probes.healthz),
        Route(STARTUP, probes.startupz),
        Route(READINESS, probes.readyz),
        Route(METRICS, probes.metrics),
    ]
    if settings.webhook is not None:
        routes.append(_webhook(settings.webhook, instance))
    return _application(routes)


def _webhook(endpoint: Endpoint, instance: Instance) -> Route:
    receive = Webhook(endpoint.secret, instance).receive
    return Route(path_of(endpoint.url), receive, methods=["POST"])


def _application(routes: list[Route]) -> Starlette:
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False  # Telegram does not follow
    return app
