"""Check the content as a curator's linter: sense, names, sizes, scripts, age, questions."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from knowledge.content.base import Country, KnowledgeBase
from knowledge.content.country_layer import in_country
from knowledge.content.strict_yaml import Location
from knowledge.exceptions import Problem
from knowledge.guided.check import check_procedures
from knowledge.models import Citation, Entry, EntryId, is_abbreviation
from knowledge.quality.characters import script_problems
from knowledge.quality.questions import check_questions
from knowledge.ready import MOST_NEEDED, ON_POCKET_CARD, held

# A facet is read on a phone: see knowledge/README.md.
MAX_ZH = 450
MAX_EN = 900
STALE_AFTER = timedelta(days=365)


def check(
    knowledge: KnowledgeBase, *, questions: Path | None = None, today: date | None = None
) -> list[Problem]:
    """Return everything a curator should mend, in the order of the files.

    Args:
        knowledge: What was loaded; its shape is right already.
        questions: The folder with ``<kind>/<id>.yaml``; questions are not checked without it.
        today: The day against which documents are stale; age is not checked without it.
    """
    problems: list[Problem] = []
    problems += _check_names(knowledge)
    problems += _check_acts(knowledge)
    problems += _check_meant(knowledge)
    problems += _check_most_needed(knowledge)
    for entry in knowledge.entries.values():
        checker = _EntryCheck(knowledge, entry)
        problems += checker.run()
    for country in knowledge.countries.values():
        problems += _check_country(knowledge, country, today)
    problems += check_procedures(knowledge, script_problems)
    if questions is not None:
        problems += check_questions(knowledge, questions)
    if today is not None:
        problems += _check_age(knowledge, today)
    return sorted(problems, key=lambda problem: (str(problem.path), problem.line))


def _check_country(
    knowledge: KnowledgeBase, country: Country, today: date | None
) -> Iterator[Problem]:
    """Check what a country adds, as it reads together with what holds everywhere."""
    laid = in_country(knowledge, country)
    own = replace(laid, origins=country.origins)
    for entry in country.entries.values():
        yield from _EntryCheck(own, entry).run()
        general = knowledge.entries.get(entry.id)
        if general is not None and general.kind != entry.kind:
            reason = f"everywhere else this is of kind {general.kind}"
            origin = country.origins[entry.id]
            yield Problem(origin.path, origin.line_of(("kind",)), "kind", reason)
    known = {problem.reason for problem in _check_names(knowledge)}
    yield from (problem for problem in _check_names(laid) if problem.reason not in known)
    if today is not None:
        yield from _check_age(replace(laid, documents=country.documents), today)


def _check_age(knowledge: KnowledgeBase, today: date) -> Iterator[Problem]:
    for name, document in knowledge.documents.items():
        if today - document.checked > STALE_AFTER:
            reason = f"last read on {document.checked}; read it again and set checked"
            yield Problem(Path("documents.yaml"), 0, name, reason, severe=False)


def _check_names(knowledge: KnowledgeBase) -> Iterator[Problem]:
    owners: Mapping[str, list[EntryId]] = defaultdict(list)
    for entry in knowledge.entries.values():
        for name in {_folded(name) for name in entry.names}:
            owners[name].append(entry.id)
    shared = {_folded(name) for name in knowledge.vocabulary.shared_names}
    for name, ids in owners.items():
        if len(ids) < 2 or name in shared:
            continue
        origin = knowledge.origins[ids[-1]]
        reason = (
            f"{name!r} names {' and '.join(ids)}; keep it in one, "
            "or list it in vocabulary/shared_names.yaml if it really means both"
        )
        yield Problem(origin.path, origin.line_of(("aliases",)), "aliases", reason)


def _check_acts(knowledge: KnowledgeBase) -> Iterator[Problem]:
    for entry in knowledge.vocabulary.acts:
        if entry not in knowledge.entries:
            reason = f"there is no entry {entry!r} that tells of this act"
            yield Problem(Path("vocabulary/acts.yaml"), 0, entry, reason)


def _check_meant(knowledge: KnowledgeBase) -> Iterator[Problem]:
    for name, kind in knowledge.vocabulary.facets.items():
        if kind.of is not None and kind.of not in knowledge.entries:
            reason = f"there is no entry {kind.of!r} to be asked about where none is named"
            yield Problem(Path("vocabulary/facets.yaml"), 0, name, reason)


def _check_most_needed(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Remark on what would be offered unasked and is not there: it may only have been renamed."""
    needed = dict.fromkeys((*MOST_NEEDED, *ON_POCKET_CARD))
    there = set(held(knowledge, needed))
    if not there:
        # Content about something else.
        return
    for card in (card for card in needed if card not in there):
        origin = knowledge.origins.get(card.entry)
        path = Path("entries") if origin is None else origin.path
        reason = (
            "not there, so inline mode or the pocket card leaves it out; if it was renamed, "
            "rename it in knowledge/ready.py too"
        )
        yield Problem(path, 0, f"{card.entry}.{card.facet}", reason, severe=False)


def _folded(name: str) -> str:
    # Abbreviations are exact tokens: IM and im are told apart only by a reader, not here.
    return re.sub(r"[\s\-_·/]+", "", unicodedata.normalize("NFKC", name)).casefold()


class _EntryCheck:
    """The checks of one entry."""

    def __init__(self, knowledge: KnowledgeBase, entry: Entry) -> None:
        self._knowledge = knowledge
        self._entry = entry
        self._origin = knowledge.origins[entry.id]

    def run(self) -> Iterator[Problem]:
        yield from self._names()
        yield from self._facets()
        yield from self._references()

    def _problem(self, location: Location, reason: str, *, severe: bool = True) -> Problem:
        field = ".".join(map(str, location))
        line = self._origin.line_of(location)
        return Problem(self._origin.path, line, field, reason, severe)

    def _names(self) -> Iterator[Problem]:
        entry = self._entry
        for index, name in enumerate(entry.abbreviations):
            if not is_abbreviation(name):
                reason = f"{name!r} is no abbreviation (one Latin token, mostly capitals)"
                yield self._problem(("abbreviations", index), reason)
        seen: set[str] = set()
        for name in entry.names:
            if _folded(name) in seen:
                yield self._problem(("aliases",), f"{name!r} stands twice among the names")
            seen.add(_folded(name))
        yield from self._text(("name", "zh"), entry.name.zh, chinese=True)
        yield from self._text(("name", "en"), entry.name.en, chinese=False)
        for index, alias in enumerate(entry.aliases.zh):
            yield from self._text(("aliases", "zh", index), alias, chinese=True)
        for index, alias in enumerate(entry.aliases.en):
            yield from self._text(("aliases", "en", index), alias, chinese=False)

    def _facets(self) -> Iterator[Problem]:
        for facet_id, facet in self._entry.facets.items():
            at: Location = ("facets", facet_id)
            if facet_id not in self._knowledge.vocabulary.facets:
                yield self._problem(at, "unknown facet; use one of vocabulary/facets.yaml")
            for language, cues in (("zh", facet.cues.zh), ("en", facet.cues.en)):
                for cue in (cue for cue, times in Counter(cues).items() if times > 1):
                    reason = f"{cue!r} stands twice among the cues"
                    yield self._problem((*at, "cues", language), reason)
            for index, statement in enumerate(facet.statements):
                where = (*at, "statements", index)
                yield from self._text((*where, "zh"), statement.zh, chinese=True)
                yield from self._text((*where, "en"), statement.en, chinese=False)
                yield from self._citations((*where, "sources"), statement.sources)
            for language, limit in (("zh", MAX_ZH), ("en", MAX_EN)):
                texts = [getattr(statement, language) for statement in facet.statements]
                length = sum(map(len, texts))
                if length > limit:
                    reason = f"{length} characters of {language}, at most {limit}; split it"
                    yield self._problem(at, reason)

    def _references(self) -> Iterator[Problem]:
        for kind, relations in self._entry.relations.items():
            for index, relation in enumerate(relations):
                at: Location = ("relations", kind, index)
                yield from self._target(at, relation.to)
                if relation.through is not None:
                    yield from self._target((*at, "through"), relation.through)
                yield from self._citations((*at, "sources"), relation.sources)
        for index, target in enumerate(self._entry.related):
            yield from self._target(("related", index), target)

    def _target(self, at: Location, target: EntryId) -> Iterator[Problem]:
        if target not in self._knowledge.entries:
            yield self._problem(at, f"there is no entry {target!r}")
        elif target == self._entry.id:
            yield self._problem(at, "an entry is not tied to itself")

    def _citations(self, at: Location, sources: Iterable[Citation]) -> Iterator[Problem]:
        for index, citation in enumerate(sources):
            if citation.document not in self._knowledge.documents:
                reason = f"there is no document {citation.document!r} in documents.yaml"
                yield self._problem((*at, index), reason)

    def _text(self, at: Location, text: str, *, chinese: bool) -> Iterator[Problem]:
        for reason in script_problems(text, chinese=chinese):
            yield self._problem(at, reason)
