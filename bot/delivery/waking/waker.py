"""What wakes the chats: one engine for one process, one for several."""

from collections.abc import Iterable
from typing import Protocol


class Waker(Protocol):
    """Runs the work of chats, never twice at once for one chat.

    Wake-ups carry no data, and may be lost or repeated.
    """

    @property
    def leads(self) -> bool:
        """Whether it is this process that polls."""

    @property
    def polled(self) -> float | None:
        """When another process has last fetched updates, as far as is known; monotonic seconds."""

    def fetched(self) -> None:
        """Note that updates were fetched here."""

    def pass_on(self) -> None:
        """Let another process poll, if there is one."""

    async def start(self) -> None:
        """Begin; afterwards chats may be woken.

        Raises:
            StoreError: It is not safe to.
        """

    def wake(self, chats: Iterable[int]) -> None:
        """Run the work of chats soon, wherever that is done."""

    def nudge(self, chats: Iterable[int]) -> None:
        """Run the work of chats here unless it runs, is about to, or is not done here."""

    def is_idle(self, chat: int) -> bool:
        """Return whether the work of a chat is done here, and certainly not running."""

    def holds(self, chat: int) -> bool:
        """Return whether the work of a chat may go on here."""

    def since(self, chat: int) -> float:
        """Return from when on the work of a chat has been done here, in seconds of the clock."""

    async def rest(self) -> None:
        """Return when it is time to look for chats that nobody has woken."""

    async def close(self, *, seconds: float) -> None:
        """Let what has begun come to its end, for some seconds at most."""
