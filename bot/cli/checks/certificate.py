"""The webhook's own certificate; one that cannot be read is a setting that is wrong."""

from datetime import UTC, datetime, timedelta

from bot.cli.checks import Finding
from bot.settings import Settings
from bot.web.certificate import certificate_in

SOON = timedelta(days=14)
"""Time to make a new one before the old one ends."""
_REMEDY = "make a new one (deploy/README.md, Without a proxy), then start the bot again"


def certificate(settings: Settings, now: datetime | None = None) -> list[Finding]:
    """Return whether Telegram will trust the certificate, if one is set."""
    endpoint, file = settings.webhook, settings.webhook_certificate
    if endpoint is None or file is None:
        return []
    now, own = now or datetime.now(UTC), certificate_in(file)
    until = f"{own.ends:%Y-%m-%d}"
    if now >= own.ends:
        return [Finding("certificate", f"ended on {until}", _REMEDY)]
    if now < own.begins:
        told = f"holds only from {own.begins:%Y-%m-%d %H:%M} UTC on"
        return [Finding("certificate", told, "see that the clock is right, or wait")]
    if not own.is_for(endpoint.host):
        told = f"is for {', '.join(sorted(own.names)) or 'no host'}, not for {endpoint.host}"
        return [Finding("certificate", told, _REMEDY)]
    if now >= own.ends - SOON:
        return [Finding("certificate", f"ends on {until}", _REMEDY)]
    signed = "Telegram is given it" if own.is_self_signed else "signed by an authority"
    return [Finding("certificate", f"for {endpoint.host} until {until}; {signed}")]
