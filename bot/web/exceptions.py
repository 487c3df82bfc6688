"""Errors of what is served over HTTP.

* WebError
  * CannotListenError
  * WebhookRefusedError
"""


class WebError(Exception):
    """Nothing can be served."""


class CannotListenError(WebError):
    """The address is taken, or is not this computer's."""

    def __init__(self, setting: str, address: object, reason: str | None) -> None:
        super().__init__(
            f"{setting}: cannot listen on {address}: {reason}; "
            "another coordbot may be there: stop it, or set another port"
        )


class WebhookRefusedError(WebError):
    """Telegram does not take the webhook."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"COORDBOT_WEBHOOK_URL: Telegram refuses it: {reason}")
