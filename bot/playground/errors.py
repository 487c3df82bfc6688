"""The one error of the playground, worded as the Bot API words it."""


class ApiError(Exception):
    """A call the stand-in refuses, with the answer Telegram would give."""

    def __init__(self, description: str, *, code: int = 400) -> None:
        super().__init__(description)
        self.description = description
        self.code = code


def bad_request(reason: str) -> ApiError:
    """Return the error for a call with parameters that make no sense."""
    return ApiError(f"Bad Request: {reason}")
