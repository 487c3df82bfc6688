"""Where the process listens."""

import socket
from dataclasses import dataclass

from bot.ports import MAX_PORT


@dataclass(frozen=True, slots=True)
class Address:
    """A host and a port; port 0 takes any that is free."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def address_of(text: str) -> Address:
    """Return the address that ``host:port`` or ``[IPv6]:port`` names.

    Raises:
        ValueError: It is not of that form.
    """
    host, colon, port = text.rpartition(":")
    bare = host.removeprefix("[").removesuffix("]")
    bracketed = host == f"[{bare}]"
    if not (colon and bare and port.isascii() and port.isdecimal()) or (":" in bare) != bracketed:
        raise ValueError("must be host:port, for example 127.0.0.1:8485 or [::1]:8485")
    if int(port) > MAX_PORT:
        raise ValueError(f"there is no port above {MAX_PORT}")
    return Address(bare, int(port))


def listen(address: Address) -> socket.socket:
    """Return a socket bound to an address.

    Raises:
        OSError: The port is taken, or the host is not one of this computer.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address.host, address.port))
    except OSError:
        listening.close()
        raise
    return listening
