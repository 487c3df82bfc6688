"""Nights, in which the bot wakes nobody."""

from datetime import datetime, timedelta, tzinfo

_BEGINS, _ENDS = 22, 7
"""Hours of the day."""


def after_night(moment: float, zone: tzinfo) -> float:
    """Return a moment, or if it is at night the morning after; seconds since the epoch."""
    local = datetime.fromtimestamp(moment, zone)
    if _ENDS <= local.hour < _BEGINS:
        return moment
    day = local.date() + timedelta(days=local.hour >= _BEGINS)
    return datetime(day.year, day.month, day.day, _ENDS, tzinfo=zone).timestamp()
