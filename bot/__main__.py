"""Start the command line: ``coordbot``, or ``python -m bot``."""

import contextlib
import sys
from collections.abc import Iterator

from bot.content.collector import staying


def main() -> None:
    """Run the command line."""
    # The collector would walk over what is loaded in vain: a sixth of the time that loading takes.
    with staying(), _absent("cryptography"):
        from bot.cli import app  # noqa: PLC0415
    app()


@contextlib.contextmanager
def _absent(package: str) -> Iterator[None]:
    """Let nobody load a package meanwhile.

    The library loads it where there is one, for Telegram Passport, which is not used: 9 MB.
    """
    sys.modules[package] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[package]


if __name__ == "__main__":
    main()
