"""How much one person may ask, so that a flood by one is not paid for by the others."""

from collections import OrderedDict
from enum import Enum, auto

from bot.delivery.limits import Pace

# Fast reading and pressing stays below; a program that writes does not.
PERSON = Pace(2.0, 20)
CHAT = Pace(0.5, 60)


class Admission(Enum):
    """What becomes of an update."""

    WELCOME = auto()
    NOTICE = auto()
    """Too much: say so, once."""
    IGNORED = auto()
    """Still too much."""


class Inbound:
    """Counts updates by person and by group; forgets those who have been quiet longest."""

    def __init__(self, *, size: int = 20_000) -> None:
        self._size = size
        self._arrivals: OrderedDict[tuple[str, int], float] = OrderedDict()
        self._told: OrderedDict[tuple[str, int], float] = OrderedDict()

    def admit(self, *, person: int | None, chat: int, when: float) -> Admission:
        """Count an update.

        Args:
            person: Who sent it.
            chat: Where.
            when: When it was written, not when it came: what waited through an outage is no flood.
        """
        counted = [(("chat", chat), CHAT)]
        if person is not None:
            counted.append((("person", person), PERSON))
        for key, pace in counted:
            if pace.wait(self._arrivals.get(key, 0.0), when) > 0:
                return self._refuse(key, pace, when)
        for key, pace in counted:
            self._remember(self._arrivals, key, pace.after(self._arrivals.get(key, 0.0), when))
        return Admission.WELCOME

    def _refuse(self, key: tuple[str, int], pace: Pace, when: float) -> Admission:
        told = self._told.get(key)
        # Quiet until the whole burst is free again: a new flood, a new notice.
        self._remember(self._told, key, when)
        if told is not None and when - told < pace.burst * pace.period:
            return Admission.IGNORED
        return Admission.NOTICE

    def _remember(
        self, kept: OrderedDict[tuple[str, int], float], key: tuple[str, int], value: float
    ) -> None:
        kept[key] = value
        kept.move_to_end(key)
        while len(kept) > self._size:
            kept.popitem(last=False)
