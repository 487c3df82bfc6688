"""Where the command line keeps what only saves time."""

import os
from pathlib import Path


def snapshot() -> Path:
    """Return the file in the user's cache folder that content is kept in, parsed."""
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(caches) / "coordbot" / "content.json"
