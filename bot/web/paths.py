"""The paths that are served."""

from urllib.parse import urlsplit

HEALTH, READINESS, METRICS = "/healthz", "/readyz", "/metrics"
OWN_PATHS = {HEALTH, READINESS, METRICS}


def path_of(url: str) -> str:
    """Return the path under which the webhook of a URL is served."""
    return urlsplit(url).path or "/"
