"""From an update to the messages it brings about."""

import os

# The library then gives durations as such, and does not warn at every 429 that it will one day.
os.environ.setdefault("PTB_TIMEDELTA", "true")
