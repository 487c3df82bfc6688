"""Build one file in a process of its own: ``python -m bot.pack KEY``, content in, file out."""

import os
import pickle
import signal
import sys

from bot.pack.build import build
from handlers.messages.built import Built

_NICE = 10
"""Answers come first."""


def main() -> None:
    """Read the pickled content from standard input, and write the file to standard output."""
    os.nice(_NICE)
    # Ctrl-C is for the bot, which then ends this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    knowledge = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the bot that started this
    sys.stdout.buffer.write(build(knowledge, Built.of(sys.argv[1])))


if __name__ == "__main__":
    main()
