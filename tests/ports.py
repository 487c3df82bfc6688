"""A port for a program that cannot be told to take any that is free."""

import contextlib
import random
import socket

# Below those that the system hands out by itself: nobody is given it before the program listens.
_LOWEST, _HIGHEST = 15_000, 32_000
# Hypothesis makes the ordinary one give every process the same numbers.
_chance = random.SystemRandom()


def free_port() -> int:
    """Return a port of this computer at which nobody listens."""
    while True:
        port = _chance.randint(_LOWEST, _HIGHEST)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
