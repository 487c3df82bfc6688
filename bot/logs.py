"""Structured logs without a token and without the text of a message."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

# No word boundary in front: in a URL the token stands behind "bot" (bot123456:AA…).
_TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")
_PASSWORD = re.compile(r"(://[^:/\s@]*):[^@\s]+@")
# Their DEBUG lines hold whole updates or URLs with the token; watchfiles counts every change.
_QUIET = (
    "httpx",
    "httpcore",
    "telegram",
    "telegram.ext",
    "asyncio",
    "sqlalchemy",
    "alembic",
    "watchfiles",
)


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
                # Frames without their local variables: those hold updates.
                structlog.processors.format_exc_info,
                _redacted,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    # A line that cannot be written would be told of with all errors it was about, unredacted.
    logging.raiseExceptions = False
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def _redacted(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    return {
        key: value if isinstance(value, int | float | bool | None) else redact(str(value))
        for key, value in event.items()
    }
