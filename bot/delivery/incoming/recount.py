"""Count updates once more where their chat is worked on.

Where several processes take updates in, each counts only what comes to it, and all together would
let so many times as much through. A chat is worked on by one of them: what they have let in meets
there again, and is counted without a word to a database.
"""

from bot.delivery.api.updates import TOO_MANY, Raw, person_of, written_at
from bot.delivery.incoming.inbound import Admission, Inbound
from bot.store.events import Event


class Recount:
    """Says what becomes of an update that was let in.

    Args:
        inbound: Counts; None where one process takes everything in, and has counted it.
    """

    def __init__(self, inbound: Inbound | None) -> None:
        self._inbound = inbound

    def admit(self, event: Event, raw: Raw) -> Admission:
        """Count an event that an update brought."""
        before = Admission.NOTICE if TOO_MANY in raw else Admission.WELCOME
        if self._inbound is None:
            return before
        when = written_at(raw, event.received)
        # By its number: another process may be faster to handle it, and then it comes again.
        now = self._inbound.admit(event.number, person=person_of(raw), chat=event.chat, when=when)
        return before if now is Admission.WELCOME else now
