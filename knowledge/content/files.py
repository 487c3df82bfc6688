"""Read YAML files into models, gathering everything that is wrong with them."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from knowledge.content.base import Origin
from knowledge.content.strict_yaml import Located, Parsed, parse
from knowledge.exceptions import Problem
from knowledge.models import Entry, EntryId

_T = TypeVar("_T")
_ENTRY = TypeAdapter(Entry)


class FileReader:
    """Reads files into models, gathering problems and the hash of what was read."""

    def __init__(self, parse: Callable[[Path], Parsed] = parse) -> None:
        self.problems: list[Problem] = []
        self._parse = parse
        self._digest = hashlib.sha256()

    def version(self) -> str:
        """Return a short hash of all that was read."""
        return self._digest.hexdigest()[:10]

    def read(self, path: Path, adapter: TypeAdapter[_T], otherwise: _T) -> _T:
        """Return what a file holds, or something else where it holds nothing usable."""
        value = self.read_located(path, adapter).value
        return otherwise if value is None else value

    def read_located(self, path: Path, adapter: TypeAdapter[_T]) -> Located[_T]:
        """Return what a file holds, and on which lines."""
        try:
            parsed = self._parse(path)
            self._digest.update(path.name.encode() + b"\0" + path.read_bytes())
        except FileNotFoundError:
            self.problems.append(Problem(path, 0, "", "this file is missing"))
            return Located(None, Parsed())
        except OSError as error:
            reason = f"this file cannot be read: {error.strerror}"
            self.problems.append(Problem(path, 0, "", reason))
            return Located(None, Parsed())
        if parsed.value is None:
            self.problems.extend(parsed.problems)
            return Located(None, parsed)
        try:
            return Located(adapter.validate_python(parsed.value), parsed)
        except ValidationError as error:
            self.problems.extend(_explain(path, parsed, error))
            return Located(None, parsed)


def _explain(path: Path, parsed: Parsed, error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        location = tuple(part for part in detail["loc"] if part != "[key]")
        field = ".".join(map(str, location))
        reason = detail["msg"]
        if detail["type"] == "missing":
            reason = "this field is missing"
        elif detail["type"] == "extra_forbidden":
            reason = "there is no such field here; see knowledge/README.md"
        yield Problem(path, parsed.line_of(location), field, reason)


def by_kind(folder: Path) -> list[Path]:
    """Return the files ``<kind>/<id>.yaml`` of a folder; what an editor keeps beside is none."""
    return sorted(p for p in folder.glob("*/*.yaml") if not p.name.startswith("."))


def read_entries(
    reader: FileReader, directory: Path
) -> tuple[dict[EntryId, Entry], dict[EntryId, Origin]]:
    """Return the entries under ``entries/<kind>/`` of a folder, and where each was read."""
    entries: dict[EntryId, Entry] = {}
    origins: dict[EntryId, Origin] = {}
    for path in by_kind(directory / "entries"):
        located = reader.read_located(path, _ENTRY)
        entry, parsed = located.value, located.parsed
        if entry is None:
            continue
        for reason in _misplaced(entry, path, origins):
            reader.problems.append(Problem(path, parsed.line_of(("id",)), "id", reason))
        entries[entry.id] = entry
        origins[entry.id] = Origin(path, parsed.lines)
    return entries, origins


def _misplaced(entry: Entry, path: Path, origins: dict[EntryId, Origin]) -> Iterator[str]:
    if entry.id != path.stem:
        yield f"the file must be named {entry.id}.yaml"
    if entry.kind != path.parent.name:
        yield f"an entry of kind {entry.kind} belongs into entries/{entry.kind}/"
    if entry.id in origins:
        yield f"this id is taken by {origins[entry.id].path}"
