"""Structured logs without a token and without the text of a message."""

import logging
import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any

import structlog
from structlog.typing import ExcInfo, Processor

# No word boundary in front: in a URL the token stands behind "bot" (bot123456:AA…).
_TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")
_PASSWORD = re.compile(r"(://[^:/\s@]*):[^@\s]+@")
# Their DEBUG lines hold whole updates or URLs with the token; watchfiles counts every change.
QUIET = (
    "httpx",
    "httpcore",
    "telegram",
    "telegram.ext",
    "asyncio",
    "sqlalchemy",
    "alembic",
    "watchfiles",
)

_CODES = "errno", "sqlite_errorname", "sqlstate"
"""What says more of an error than its type, and nothing of what it was about."""
_FRAMES = 50
"""Of each error the last ones: one of endless recursion has a thousand."""


def redact(text: str) -> str:
    """Return a text with everything shaped like a bot token or a URL's password replaced."""
    return _PASSWORD.sub(r"\1:***@", _TOKEN.sub("<token>", text))


def configure(level: str) -> None:
    """Send every log line of the process through the redaction to standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _without_arguments,
                structlog.processors.ExceptionRenderer(_without_words),
                _redacted,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    # A line that cannot be written would be told of with all errors it was about, unredacted.
    logging.raiseExceptions = False
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def _without_words(exc_info: ExcInfo) -> str:
    """Return what an exception was and where, and what led to it.

    Neither its words nor local variables: what somebody wrote may be in both.
    """
    return "\nafter ".join("\n  ".join(_told(one)) for one in _chain(exc_info[1]))


def _chain(raised: BaseException | None) -> list[BaseException]:
    chain: list[BaseException] = []
    while raised is not None and raised not in chain:
        chain.append(raised)
        context = None if raised.__suppress_context__ else raised.__context__
        raised = raised.__cause__ or context
    return chain


def _told(raised: BaseException) -> Iterator[str]:
    codes = (getattr(raised, name, None) for name in _CODES)
    yield " ".join((type(raised).__qualname__, *(str(code) for code in codes if code)))
    for frame in traceback.extract_tb(raised.__traceback__, limit=-_FRAMES):
        yield f"{frame.filename}:{frame.lineno} {frame.name}"


def _without_arguments(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Leave out of a line of asyncio the task or the arguments, which show what they hold."""
    if event.get("logger") == "asyncio":
        event["event"] = re.split(r"[(\n]", str(event["event"]), maxsplit=1)[0]
    return event


def _redacted(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    return {
        key: value if isinstance(value, int | float | bool | None) else redact(str(value))
        for key, value in event.items()
    }
