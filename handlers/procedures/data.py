"""Callback data of procedures: which run, which screen of it, what was pressed.

``g:<run>:<version>:<action>[:<name>[:<0|1>]]``, at most 50 bytes. A run is known in its own chat
only, so data from elsewhere names nothing; the version makes an old button harmless.
"""

import re
from dataclasses import dataclass

PROCEDURE = "g"
START = "gs"  # gs:<procedure>

DONE, BACK, NOTE, PAUSE, RESUME, EXIT = "d", "b", "n", "p", "r", "x"
SKIP, SKIP_FOR, CANCEL, EVERYBODY, OPEN = "k", "q", "c", "e", "o"
ANSWER, TICK, FILL, PAPERS, KEEP, REMIND = "a", "t", "f", "z", "s", "w"
SWITCHES = {TICK, EVERYBODY, KEEP, REMIND}
"""Buttons that say which way they switch, so that a second tap does not switch back."""

_DATA = re.compile(
    rf"{PROCEDURE}:([0-9a-z]{{1,13}}):(\d{{1,9}}):([a-z])(?::([a-z_]+))?(?::([01]))?"
)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of a procedure."""

    run: str
    version: int
    """That of the screen it is on."""
    action: str
    name: str = ""
    """Of an option, a criterion, a field, a reason or a language."""
    on: bool = True

    @property
    def data(self) -> str:
        """Return it as callback data."""
        name = f":{self.name}" if self.name else ""
        on = f":{self.on:d}" if self.action in SWITCHES else ""
        return f"{PROCEDURE}:{self.run}:{self.version}:{self.action}{name}{on}"


def pressed(data: str) -> Pressed | None:
    """Return what callback data says, or None if it is not of this form."""
    match = _DATA.fullmatch(data)
    if match is None:
        return None
    run, version, action, name, on = match.groups()
    return Pressed(run, int(version), action, name or "", on != "0")


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def id_from_update(update_id: int) -> str:
    """Return the id of what an update starts, the same however often the update is handled."""
    digits = ""
    while update_id:
        update_id, digit = divmod(update_id, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
