"""The folder the bot writes to, under the one it was started in."""

from pathlib import Path

VAR = Path("var")
"""Where the database is too, unless COORDBOT_DATABASE_URL says another place."""
