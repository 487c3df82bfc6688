"""Read the content folder into a knowledge base, or list everything that is wrong with it."""

from collections.abc import Callable
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.content.base import ActWords, KnowledgeBase, Origin, QuotingWords, Vocabulary
from knowledge.content.country_layer import read_countries
from knowledge.content.files import FileReader, by_kind, read_entries
from knowledge.content.relation_words import RelationWords
from knowledge.content.snapshot import Snapshot
from knowledge.content.strict_yaml import Parsed, parse
from knowledge.exceptions import ContentError, Problem
from knowledge.guided.reading import read_procedures
from knowledge.models import (
    Document,
    DocumentId,
    Entry,
    EntryId,
    FacetId,
    FacetKind,
    Kind,
    Phrase,
    Phrases,
)

CONTENT = Path(__file__).parents[1]

_DOCUMENTS = TypeAdapter(dict[DocumentId, Document])
_FACETS = TypeAdapter(dict[FacetId, FacetKind])
_GROUPS = TypeAdapter(tuple[tuple[Phrase, ...], ...])
_PHRASES = TypeAdapter(tuple[Phrase, ...])
_LANGUAGES = TypeAdapter(Phrases)
_KINDS = TypeAdapter(dict[Kind, tuple[Phrase, ...]])
_BY_SUBJECT = TypeAdapter(dict[str, tuple[Phrase, ...]])
_RELATIONS = TypeAdapter(RelationWords)
_QUOTING = TypeAdapter(QuotingWords)
_ACTS = TypeAdapter(dict[EntryId, ActWords])
_ASKED = TypeAdapter(dict[FacetId, Phrases])


def load(
    directory: Path = CONTENT, *, extra: Path | None = None, snapshot: Path | None = None
) -> KnowledgeBase:
    """Read all content.

    Args:
        directory: The folder with ``entries/``, ``vocabulary/`` and ``documents.yaml``.
        extra: A folder of the same form whose entries and documents add to these or, where
            they have the same id, replace them; it may also hold ``countries/<ISO3>/``.
        snapshot: A file that keeps what was parsed, to be faster the next time.

    Returns:
        The knowledge base.

    Raises:
        ContentError: Something is wrong; all problems of all files are in it.
    """
    kept = Snapshot(snapshot) if snapshot is not None else None
    knowledge, problems = read(directory, extra=extra, parse=kept.parse if kept else parse)
    if problems:
        raise ContentError(problems)
    if kept:
        kept.keep()
    return knowledge


def version_of(directory: Path = CONTENT, *, extra: Path | None = None) -> str:
    """Return the version that the content of some folders has, without looking into the files.

    Which files are read is not decided by what they hold. The arguments are those of ``load``.
    """
    return read(directory, extra=extra, parse=lambda _path: Parsed())[0].version


def read(
    directory: Path = CONTENT,
    *,
    extra: Path | None = None,
    parse: Callable[[Path], Parsed] = parse,
) -> tuple[KnowledgeBase, list[Problem]]:
    """Read what can be read, for a linter that has to go on past a broken file.

    Args:
        directory: As for ``load``.
        extra: As for ``load``.
        parse: Reads a single file.

    Returns:
        The knowledge base without the broken files, and the problems found.
    """
    reader = FileReader(parse)
    none: dict[DocumentId, Document] = {}
    documents = reader.read(directory / "documents.yaml", _DOCUMENTS, none)
    vocabulary = _read_vocabulary(reader, directory / "vocabulary")
    entries, origins = read_entries(reader, directory)
    if extra is not None:
        if not extra.is_dir():
            reader.problems.append(Problem(extra, 0, "", "this folder is missing"))
        if (extra / "documents.yaml").exists():
            documents = documents | reader.read(extra / "documents.yaml", _DOCUMENTS, none)
        more, more_origins = read_entries(reader, extra)
        entries |= more
        origins |= more_origins
    if not entries and not reader.problems:
        reader.problems.append(Problem(directory, 0, "", "there is no entry under entries/"))
    asked = _read_asked(reader, directory, entries)
    if extra is not None:
        asked |= _read_asked(reader, extra, entries)
    countries = read_countries(reader, extra) if extra is not None else {}
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
        countries,
    )
    return knowledge, reader.problems


def _read_vocabulary(reader: FileReader, folder: Path) -> Vocabulary:
    facets: dict[FacetId, FacetKind] = reader.read(folder / "facets.yaml", _FACETS, {})
    shared: tuple[str, ...] = reader.read(folder / "shared_names.yaml", _PHRASES, ())
    chatter: dict[str, tuple[str, ...]] = reader.read(folder / "chatter.yaml", _BY_SUBJECT, {})
    kinds: dict[Kind, tuple[str, ...]] = reader.read(folder / "kinds.yaml", _KINDS, {})
    unanswered: dict[str, tuple[str, ...]] = reader.read(
        folder / "unanswered.yaml", _BY_SUBJECT, {}
    )
    slots: dict[str, tuple[str, ...]] = reader.read(folder / "slots.yaml", _BY_SUBJECT, {})
    acts: dict[EntryId, ActWords] = reader.read(folder / "acts.yaml", _ACTS, {})
    return Vocabulary(
        facets=facets,
        synonyms=reader.read(folder / "synonyms.yaml", _GROUPS, ()),
        shared_names=frozenset(shared),
        stopwords=reader.read(folder / "stopwords.yaml", _LANGUAGES, Phrases()),
        kinds=kinds,
        chatter=chatter,
        unanswered=unanswered,
        slots=slots,
        relations=reader.read_located(folder / "relations.yaml", _RELATIONS).value,
        acts=acts,
        quoting=reader.read_located(folder / "quoting.yaml", _QUOTING).value,
    )


def _read_asked(
    reader: FileReader, directory: Path, entries: dict[EntryId, Entry]
) -> dict[tuple[EntryId, FacetId], Phrases]:
    asked: dict[tuple[EntryId, FacetId], Phrases] = {}
    for path in by_kind(directory / "asked"):
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
