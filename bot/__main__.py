"""Start the command line: ``coordbot``, or ``python -m bot``."""

from bot.content.collector import staying


def main() -> None:
    """Run the command line."""
    # The collector would walk over what is loaded in vain: a sixth of the time that loading takes.
    with staying():
        from bot.cli import app  # noqa: PLC0415
    app()


if __name__ == "__main__":
    main()
