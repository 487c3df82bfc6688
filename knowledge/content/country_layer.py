"""What holds in one country only: read from ``countries/<ISO3>/`` and laid over the rest.

A country's statements come before those that hold everywhere, and both say which they are.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from knowledge.content.base import Country, KnowledgeBase
from knowledge.content.countries import everyday_names, name_of
from knowledge.content.files import FileReader, read_entries
from knowledge.exceptions import Problem
from knowledge.models import (
    Bilingual,
    Card,
    CountryCode,
    Document,
    DocumentId,
    Entry,
    Facet,
    Phrases,
    Relation,
    Statement,
    is_abbreviation,
)
from knowledge.text.normalize import normalize
from knowledge.text.script import to_traditional

EVERYWHERE = Bilingual(zh="全球", en="Global")
_CODE = re.compile(r"[A-Z]{3}")


class CountryFile(BaseModel):
    """``country.yaml``: what a country is called, where that is not the name CLDR gives it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Bilingual | None = None
    aliases: Phrases = Phrases()


_COUNTRY = TypeAdapter(CountryFile)
_DOCUMENTS = TypeAdapter(dict[DocumentId, Document])


def read_countries(reader: FileReader, directory: Path) -> dict[CountryCode, Country]:
    """Return the countries under ``countries/`` of a folder, by their codes."""
    found: dict[CountryCode, Country] = {}
    for folder in sorted(path for path in directory.glob("countries/*") if path.is_dir()):
        country = _read_country(reader, folder)
        if country is not None:
            found[country.code] = country
    return found


def _read_country(reader: FileReader, folder: Path) -> Country | None:
    file = CountryFile()
    if (folder / "country.yaml").exists():
        file = reader.read(folder / "country.yaml", _COUNTRY, file)
    none: dict[DocumentId, Document] = {}
    path = folder / "documents.yaml"
    documents = reader.read(path, _DOCUMENTS, none) if path.exists() else none
    entries, origins = read_entries(reader, folder)
    code = folder.name
    name = file.name or name_of(code)
    if not _CODE.fullmatch(code) or name is None:
        reason = "name the folder by an ISO code in capitals, or the country in country.yaml"
        reader.problems.append(Problem(folder, 0, "", reason))
        return None
    if not entries:
        reader.problems.append(Problem(folder, 0, "", "there is no entry under entries/"))
    names = (code, name.zh, name.en, *file.aliases.all, *everyday_names(code))
    return Country(code, name, tuple(dict.fromkeys(names)), entries, documents, origins)


def find_country(knowledge: KnowledgeBase, text: str) -> Country | None:
    """Return the country that a code or a name in any language means, if its content is here."""
    wanted = _folded(text)
    for country in knowledge.countries.values():
        if wanted in map(_folded, country.names):
            return country
    return None


def without_names(country: Country, question: str) -> str:
    """Return a question without the country's names: in its chat they go without saying."""
    return _any_of(tuple(country.names)).sub(" ", question).strip() or question


@cache
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds names, in either script, with what hangs on to them."""
    words = sorted({*names, *map(to_traditional, names)}, key=len, reverse=True)
    pattern = "|".join(rf"(?<![A-Za-z]){_as_written(word)}(?![A-Za-z])" for word in words)
    return re.compile(rf"(?:{pattern})(?:['’]s\b)?")


def in_country(knowledge: KnowledgeBase, country: Country) -> KnowledgeBase:
    """Return the knowledge base as it reads in one country."""
    entries = dict(knowledge.entries)
    for entry in country.entries.values():
        entries[entry.id] = _laid_over(entry, entries.get(entry.id), country.name)
    return replace(
        knowledge,
        entries=entries,
        documents={**knowledge.documents, **country.documents},
        origins={**country.origins, **knowledge.origins},
        country=country,
    )


def count_local(knowledge: KnowledgeBase, card: Card) -> int:
    """Return how many statements of a card, the first ones, hold in the chosen country alone."""
    local = knowledge.country.entries.get(card.entry) if knowledge.country is not None else None
    facet = local.facets.get(card.facet) if local is not None else None
    return len(facet.statements) if facet is not None else 0


def is_local(knowledge: KnowledgeBase, holder: Entry, relation: Relation) -> bool:
    """Return whether a relation holds in the chosen country alone."""
    local = knowledge.country.entries.get(holder.id) if knowledge.country is not None else None
    kinds = local.relations.values() if local is not None else ()
    return any(
        (own.to, own.sources) == (relation.to, relation.sources) for kind in kinds for own in kind
    )


def _laid_over(local: Entry, general: Entry | None, country: Bilingual) -> Entry:
    facets = dict(general.facets) if general is not None else {}
    relations = dict(general.relations) if general is not None else {}
    for facet_id, facet in local.facets.items():
        facets[facet_id] = _facet_over(facet, facets.get(facet_id), country)
    for kind, held in local.relations.items():
        own = tuple(_held_in(relation, country) for relation in held)
        relations[kind] = (*own, *relations.get(kind, ()))
    first = general if general is not None else local
    aliases = {
        language: _once(getattr(first.aliases, language), getattr(local.aliases, language))
        for language in ("zh", "en")
    }
    return first.model_copy(
        update={
            "abbreviations": _once(first.abbreviations, local.abbreviations),
            "aliases": Phrases(**aliases),
            "facets": facets,
            "relations": relations,
            "related": _once(local.related, first.related),
        }
    )


def _facet_over(local: Facet, general: Facet | None, country: Bilingual) -> Facet:
    own = tuple(_marked(statement, country) for statement in local.statements)
    if general is None:
        return local.model_copy(update={"statements": own})
    rest = tuple(_marked(statement, EVERYWHERE) for statement in general.statements)
    cues = Phrases(
        zh=_once(local.cues.zh, general.cues.zh), en=_once(local.cues.en, general.cues.en)
    )
    update: Mapping[str, object] = {
        "statements": (*own, *rest),
        "cues": cues,
        "follow": local.follow or general.follow,
    }
    return general.model_copy(update=update)


def _marked(statement: Statement, place: Bilingual) -> Statement:
    return statement.model_copy(
        update={
            "zh": f"【{place.zh}】{statement.zh}",
            "en": f"[{place.en}] {statement.en}",
        }
    )


def _held_in(relation: Relation, country: Bilingual) -> Relation:
    """Return a relation under the condition that it holds in the country."""
    when = relation.when
    place = country
    if when is not None:
        place = Bilingual(zh=f"{country.zh}，{when.zh}", en=f"{country.en}; {when.en}")
    return relation.model_copy(update={"when": place})


def _once(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _as_written(name: str) -> str:
    # A code such as CAR is a name only in capitals.
    return re.escape(name) if is_abbreviation(name) else f"(?i:{re.escape(name)})"


def _folded(name: str) -> str:
    return normalize(name).casefold()
