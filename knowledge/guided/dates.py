"""Dates as people type them."""

import re
from datetime import UTC, date, datetime, timedelta

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_LONGEST = timedelta(days=400)
"""Longer ago no time limit of a procedure still runs; it is a slip of the finger."""


def recent_day(text: str, now: float) -> date | None:
    """Return the day that a text names, written as 2026-11-25 or 2026年11月25日.

    Args:
        text: What was typed.
        now: Seconds since the epoch.

    Returns:
        None if it is no date, or one in the future or more than 400 days ago.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = map(int, match.groups())
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    # Somewhere it is tomorrow already.
    last = datetime.fromtimestamp(now, UTC).date() + timedelta(days=1)
    return found if last - _LONGEST <= found <= last else None
