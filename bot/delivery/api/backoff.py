"""When to try again."""

FIRST_SECONDS = 0.5
LONGEST_SECONDS = 60.0
MAX_TRIES = 12
"""After so many refusals by a server that did answer, or so many vain tries to build its file, a
message is a dead letter (about 6 min)."""


def pause(tries: int, *, jitter: float) -> float:
    """Return how long to wait after a failed try.

    Args:
        tries: How many tries failed before this one.
        jitter: From 0 to 1; spreads the tries of many messages over half of the time.
    """
    longest = min(FIRST_SECONDS * 2.0 ** min(tries, 32), LONGEST_SECONDS)
    return longest * (0.5 + 0.5 * jitter)
