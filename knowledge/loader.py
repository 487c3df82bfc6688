"""Read the content folder into a knowledge base, or list everything that is wrong with it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from knowledge.base import KnowledgeBase, Origin, Vocabulary
from knowledge.exceptions import ContentError, Problem
from knowledge.guided.reading import read_procedures
from knowledge.models import (
    Document,
    DocumentId,
    Entry,
    EntryId,
    FacetId,
    FacetKind,
    Phrase,
    Phrases,
)
from knowledge.strict_yaml import Located, Parsed, parse

CONTENT = Path(__file__).parent

_T = TypeVar("_T")
_DOCUMENTS = TypeAdapter(dict[DocumentId, Document])
_FACETS = TypeAdapter(dict[FacetId, FacetKind])
_GROUPS = TypeAdapter(tuple[tuple[Phrase, ...], ...])
_PHRASES = TypeAdapter(tuple[Phrase, ...])
_LANGUAGES = TypeAdapter(Phrases)
_BY_SUBJECT = TypeAdapter(dict[str, tuple[Phrase, ...]])
_ENTRY = TypeAdapter(Entry)
_ASKED = TypeAdapter(dict[FacetId, Phrases])


def load(directory: Path = CONTENT, *, extra: Path | None = None) -> KnowledgeBase:
    """Read all content.

    Args:
        directory: The folder with ``entries/``, ``vocabulary/`` and ``documents.yaml``.
        extra: A folder of the same form whose entries and documents add to these or, where
            they have the same id, replace them.

    Returns:
        The knowledge base.

    Raises:
        ContentError: Something is wrong; all problems of all files are in it.
    """
    knowledge, problems = read(directory, extra=extra)
    if problems:
        raise ContentError(problems)
    return knowledge


def read(
    directory: Path = CONTENT, *, extra: Path | None = None
) -> tuple[KnowledgeBase, list[Problem]]:
    """Read what can be read, for a linter that has to go on past a broken file.

    Args:
        directory: As for ``load``.
        extra: As for ``load``.

    Returns:
        The knowledge base without the broken files, and the problems found.
    """
    reader = _Reader()
    none: dict[DocumentId, Document] = {}
    documents = reader.read(directory / "documents.yaml", _DOCUMENTS, none)
    vocabulary = _read_vocabulary(reader, directory / "vocabulary")
    entries, origins = _read_entries(reader, directory)
    if extra is not None:
        if (extra / "documents.yaml").exists():
            documents = documents | reader.read(extra / "documents.yaml", _DOCUMENTS, none)
        more, more_origins = _read_entries(reader, extra)
        entries |= more
        origins |= more_origins
    if not entries and not reader.problems:
        reader.problems.append(Problem(directory, 0, "", "there is no entry under entries/"))
    asked = _read_asked(reader, directory, entries)
    if extra is not None:
        asked |= _read_asked(reader, extra, entries)
    folders = [path / "procedures" for path in (directory, extra) if path is not None]
    procedures, places = read_procedures(reader, folders)
    knowledge = KnowledgeBase(
        entries,
        documents,
        vocabulary,
        reader.version(),
        asked,
        origins,
        procedures,
        {name: Origin(path, parsed.lines) for name, (path, parsed) in places.items()},
    )
    return knowledge, reader.problems


class _Reader:
    """Reads files into models, gathering problems and the hash of what was read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._digest = hashlib.sha256()

    def version(self) -> str:
        return self._digest.hexdigest()[:10]

    def read(self, path: Path, adapter: TypeAdapter[_T], otherwise: _T) -> _T:
        value = self.read_located(path, adapter).value
        return otherwise if value is None else value

    def read_located(self, path: Path, adapter: TypeAdapter[_T]) -> Located[_T]:
        if not path.is_file():
            self.problems.append(Problem(path, 0, "", "this file is missing"))
            return Located(None, Parsed())
        parsed = parse(path)
        self._digest.update(path.name.encode() + b"\0" + path.read_bytes())
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


def _read_vocabulary(reader: _Reader, folder: Path) -> Vocabulary:
    facets: dict[FacetId, FacetKind] = reader.read(folder / "facets.yaml", _FACETS, {})
    shared: tuple[str, ...] = reader.read(folder / "shared_names.yaml", _PHRASES, ())
    chatter: dict[str, tuple[str, ...]] = reader.read(folder / "chatter.yaml", _BY_SUBJECT, {})
    unanswered: dict[str, tuple[str, ...]] = reader.read(
        folder / "unanswered.yaml", _BY_SUBJECT, {}
    )
    return Vocabulary(
        facets=facets,
        synonyms=reader.read(folder / "synonyms.yaml", _GROUPS, ()),
        shared_names=frozenset(shared),
        stopwords=reader.read(folder / "stopwords.yaml", _LANGUAGES, Phrases()),
        chatter=chatter,
        unanswered=unanswered,
    )


def _read_entries(
    reader: _Reader, directory: Path
) -> tuple[dict[EntryId, Entry], dict[EntryId, Origin]]:
    entries: dict[EntryId, Entry] = {}
    origins: dict[EntryId, Origin] = {}
    for path in sorted((directory / "entries").glob("*/*.yaml")):
        located = reader.read_located(path, _ENTRY)
        entry, parsed = located.value, located.parsed
        if entry is None:
            continue
        for reason in _misplaced(entry, path, origins):
            reader.problems.append(Problem(path, parsed.line_of(("id",)), "id", reason))
        entries[entry.id] = entry
        origins[entry.id] = Origin(path, parsed.lines)
    return entries, origins


def _read_asked(
    reader: _Reader, directory: Path, entries: dict[EntryId, Entry]
) -> dict[tuple[EntryId, FacetId], Phrases]:
    asked: dict[tuple[EntryId, FacetId], Phrases] = {}
    for path in sorted((directory / "asked").glob("*/*.yaml")):
        located = reader.read_located(path, _ASKED)
        phrasings, parsed = located.value, located.parsed
        entry = entries.get(path.stem)
        if entry is None or entry.kind != path.parent.name:
            reason = f"there is no entry {path.parent.name}/{path.stem}; rename or remove"
            reader.problems.append(Problem(path, 0, "", reason))
            continue
        for facet, phrases in (phrasings or {}).items():
            if facet in entry.facets:
                asked[entry.id, facet] = phrases
            else:
                reason = "the entry has no such facet"
                reader.problems.append(Problem(path, parsed.line_of((facet,)), facet, reason))
    return asked


def _misplaced(entry: Entry, path: Path, origins: dict[EntryId, Origin]) -> Iterator[str]:
    if entry.id != path.stem:
        yield f"the file must be named {entry.id}.yaml"
    if entry.kind != path.parent.name:
        yield f"an entry of kind {entry.kind} belongs into entries/{entry.kind}/"
    if entry.id in origins:
        yield f"this id is taken by {origins[entry.id].path}"
