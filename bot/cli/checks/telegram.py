"""The token, the connection, the clock, what @BotFather was told, and the webhook."""

import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from bot.cli.checks import Finding
from bot.settings import Settings
from handlers.chats.state import Clock

SKEW_SECONDS = 30.0
"""Timers and the order of what was written suffer from more."""
_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the Bot API says."""

    status: int
    result: dict[str, Any]
    skew: float | None
    """How many seconds this computer's clock is ahead; None if the API does not tell the time."""


async def telegram(settings: Settings, *, clock: Clock = time.time) -> list[Finding]:
    """Return how everything is that Telegram can tell."""
    if settings.token is None:
        return [
            Finding(
                "token",
                "none is set, so only the playground is served",
                "get one from @BotFather and set COORDBOT_TOKEN",
            )
        ]
    base = f"{settings.api_url.rstrip('/')}/bot{settings.token.get_secret_value()}"
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=timeout, trust_env=True) as session:
            me = await _ask(session, f"{base}/getMe", clock)
            if me.status != 200:
                return [_connected(settings), *_clock(me), _refused(me.status)]
            hook = await _ask(session, f"{base}/getWebhookInfo", clock)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        # Not with its words: they hold the token.
        return [
            Finding(
                "connection",
                f"{settings.api_url} cannot be reached: {type(error).__name__}",
                "check the network, the proxy (HTTPS_PROXY) and COORDBOT_API_URL",
            )
        ]
    accepted = Finding("token", f"@{me.result.get('username')}")
    return [
        _connected(settings),
        *_clock(me),
        accepted,
        *rights(me.result),
        webhook(settings, hook.result),
    ]


async def _ask(session: aiohttp.ClientSession, url: str, clock: Clock) -> Answer:
    async with session.post(url) as response:
        now = clock()
        try:
            body = await response.json(content_type=None)
        except ValueError:
            body = None
        result = body.get("result") if isinstance(body, dict) else None
        date = response.headers.get("Date")
        skew = None if date is None else now - parsedate_to_datetime(date).timestamp()
    return Answer(response.status, result if isinstance(result, dict) else {}, skew)


def _connected(settings: Settings) -> Finding:
    return Finding("connection", f"{settings.api_url} answers")


def _refused(status: int) -> Finding:
    if status in {401, 404}:
        return Finding(
            "token",
            "Telegram does not know it",
            "copy it again from @BotFather, or get a new one there, and set COORDBOT_TOKEN",
        )
    return Finding("token", f"Telegram answers with status {status}", "try again in a minute")


def _clock(answer: Answer) -> list[Finding]:
    if answer.skew is None:
        return []
    if abs(answer.skew) <= SKEW_SECONDS:
        return [Finding("clock", "agrees with Telegram's")]
    direction = "ahead of" if answer.skew > 0 else "behind"
    return [
        Finding(
            "clock",
            f"{abs(answer.skew):.0f} s {direction} Telegram's",
            "let the computer set its clock, for example: timedatectl set-ntp true",
        )
    ]


def rights(me: dict[str, Any]) -> list[Finding]:
    """Return how the bot is set up at @BotFather."""
    found = [Finding("privacy mode", "on: of groups only what is meant for the bot comes in")]
    if me.get("can_read_all_group_messages"):
        found = [
            Finding(
                "privacy mode",
                "off: the bot gets every message of its groups",
                "@BotFather, /setprivacy, Enable; then remove it from each group and add it again",
            )
        ]
    if not me.get("can_join_groups"):
        remedy = "@BotFather, /setjoingroups, Enable"
        found.append(Finding("groups", "the bot cannot be added to any", remedy))
    if not me.get("supports_inline_queries"):
        remedy = "@BotFather, /setinline"
        found.append(Finding("inline mode", "off: typing @ and its name finds nothing", remedy))
    return found


def webhook(settings: Settings, info: dict[str, Any]) -> Finding:
    """Return whether updates can come in the way that is set."""
    url, endpoint = info.get("url") or "", settings.webhook
    waiting = f"{info.get('pending_update_count', 0)} updates wait"
    if endpoint is None:
        if url:
            remedy = "start the bot: coordbot run takes the webhook away and keeps the updates"
            return Finding("webhook", f"one is set, so polling fetches nothing; {waiting}", remedy)
        return Finding("webhook", f"none, as polling needs it; {waiting}")
    if url != endpoint.url:
        return Finding("webhook", *_not_ours(url, waiting))
    if bool(info.get("has_custom_certificate")) != (endpoint.certificate is not None):
        told = "one is registered with" + ("" if endpoint.certificate is None else "out")
        remedy = "start the bot: coordbot run registers it anew"
        return Finding("webhook", f"{told} a certificate of its own; {waiting}", remedy)
    reason = info.get("last_error_message")
    if reason and info.get("pending_update_count"):
        remedy = (
            "see that the proxy passes its path on to COORDBOT_LISTEN, that its certificate is "
            "valid, and that all replicas have the same COORDBOT_WEBHOOK_SECRET"
        )
        return Finding("webhook", f"{waiting}; last error: {reason}", remedy)
    return Finding("webhook", f"registered; {waiting}")


def _not_ours(url: str, waiting: str) -> tuple[str, str]:
    """Return what there is instead of the bot's own webhook, and what to do about it."""
    if url:
        return f"another URL is registered; {waiting}", (
            "stop the other bot with this token (if it is not yours: get a new token), "
            "then start this one again: coordbot run registers COORDBOT_WEBHOOK_URL"
        )
    return f"none is registered; {waiting}", (
        "start the bot: coordbot run registers COORDBOT_WEBHOOK_URL; one that runs does so within "
        "two minutes. If it goes again, something else polls with this token: stop that"
    )
