"""How chats are divided among several processes."""

SHARES = 64
"""More than there will be processes; every version of the program must divide alike."""


def share_of(chat: int) -> int:
    """Return the share a chat is in."""
    return chat % SHARES


def fair_part(processes: int) -> int:
    """Return how many shares a process may hold where there are so many processes."""
    return -(-SHARES // processes)
