"""How much one person may ask, so that a flood by one is not paid for by the others."""

from enum import Enum, auto

from bot.delivery.outgoing.limits import Pace
from handlers.latest import Latest

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


_Key = tuple[str, int]
_REMEMBERED = 1000


class Inbound:
    """Counts updates by person and by group; forgets those who have been quiet longest."""

    def __init__(self, *, size: int = 20_000) -> None:
        self._counted: Latest[_Key, tuple[float, float]] = Latest(size)
        self._told: Latest[_Key, float] = Latest(size)
        self._known: Latest[int, Admission] = Latest(_REMEMBERED)

    def admit(self, number: int, *, person: int | None, chat: int, when: float) -> Admission:
        """Count an update, once even if it comes again.

        Args:
            number: Tells it from others.
            person: Who sent it.
            chat: Where.
            when: When it was written, not when it came: what waited through an outage is no flood.
        """
        if (known := self._known.get(number)) is not None:
            return known
        admission = self._count(person, chat, when)
        self._known[number] = admission
        return admission

    def _count(self, person: int | None, chat: int, when: float) -> Admission:
        counted = [(("chat", chat), CHAT)]
        if person is not None:
            counted.append((("person", person), PERSON))
        known = {key: self._counted.get(key, (0.0, 0.0)) for key, _pace in counted}
        # A press has no date and counts as now; what was written before it is not too early.
        when = max(when, *(last for _arrival, last in known.values()))
        for key, pace in counted:
            if pace.wait(known[key][0], when) > 0:
                return self._refuse(key, pace, when)
        for key, pace in counted:
            self._counted[key] = pace.after(known[key][0], when), when
        return Admission.WELCOME

    def _refuse(self, key: _Key, pace: Pace, when: float) -> Admission:
        told = self._told.get(key)
        # Quiet until the whole burst is free again: a new flood, a new notice.
        self._told[key] = when
        if told is not None and when - told < pace.burst * pace.period:
            return Admission.IGNORED
        return Admission.NOTICE
