"""The paths that are served."""

from urllib.parse import urlsplit

HEALTH, STARTUP, READINESS, METRICS = "/healthz", "/startupz", "/readyz", "/metrics"
OWN_PATHS = {HEALTH, STARTUP, READINESS, METRICS}


def path_of(url: str) -> str:
    """Return the path under which the webhook of a URL is served."""
    return urlsplit(url).path or "/"
