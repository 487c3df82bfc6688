"""Remember what content files hold, so that the next start need not parse them again.

A snapshot is a file with a line for each content file: the hash of the bytes that were parsed, and
the values as JSON, so that one file at a time is in memory twice. Only files without a problem are
in it, and models are validated anew at every start, so a snapshot saves time and changes nothing.
One that is damaged, or was written by another version of the parser, is passed over.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import cast

import yaml

from knowledge.content import strict_yaml
from knowledge.content.sealed import hash_of, read_sealed, write_sealed
from knowledge.content.strict_yaml import MAX_BYTES, Location, Parsed, Value, parse

# Another form of the file is another number: a version of the program passes over all but its own.
_FORM = b"2"


MADE_AT_INSTALL = Path(__file__).parents[1] / "__pycache__" / "content.json"
"""A snapshot of the shipped content, made with the bytecode: by ``coordbot kb compile``."""


class Snapshot:
    """Parses files, those it knows without looking inside.

    Args:
        path: Where what was parsed is kept.
        before: Another snapshot that is looked into, and not written.
    """

    def __init__(self, path: Path, *, before: Path = MADE_AT_INSTALL) -> None:
        self._path = path
        self._before = before
        self._known = _values(path)
        self._used: dict[str, bytes] = {}

    def parse(self, path: Path) -> Parsed:
        """Return what ``strict_yaml.parse`` returns."""
        if path.stat().st_size > MAX_BYTES:
            return parse(path)
        key = hash_of(path.read_bytes())
        known = self._known.get(key) or self._known_before.get(key)
        if known is not None:
            self._used[key] = known
            return Parsed(cast("Value", json.loads(known)), _LaterLines(path))
        parsed = parse(path)
        # A file that was saved while it was read may not be what was hashed.
        if parsed.value is not None and hash_of(path.read_bytes()) == key:
            self._used[key] = json.dumps(parsed.value, ensure_ascii=False).encode()
        return parsed

    def keep(self) -> None:
        """Write what was parsed, if anything is new; where that is impossible, do without."""
        if self._used.keys() == self._known.keys():
            return
        body = b"\n".join(key.encode() + b" " + value for key, value in self._used.items())
        write_sealed(self._path, _parser(), body)

    @cached_property
    def _known_before(self) -> Mapping[str, bytes]:
        return _values(self._before)


class _LaterLines(Mapping[Location, int]):
    """The lines of a file's values, looked up only when a complaint has to name one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: Mapping[Location, int] | None = None

    def _lines(self) -> Mapping[Location, int]:
        if self._found is None:
            self._found = parse(self._path).lines
        return self._found

    def __getitem__(self, location: Location) -> int:
        return self._lines()[location]

    def __iter__(self) -> Iterator[Location]:
        return iter(self._lines())

    def __len__(self) -> int:
        return len(self._lines())


def _values(path: Path) -> Mapping[str, bytes]:
    """Return what a snapshot holds; nothing if it is not one, or not whole."""
    body = read_sealed(path, _parser()) or b""
    lines = (line.partition(b" ") for line in body.splitlines())
    return {key.decode(): value for key, _space, value in lines}


@cache
def _parser() -> bytes:
    """Return what decides what a snapshot holds: its form, the parser's code, and its library."""
    return _FORM + Path(strict_yaml.__file__).read_bytes() + yaml.__version__.encode()
