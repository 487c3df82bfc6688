"""Write what a curator settled in a chat as YAML for whoever edits the content files."""

from datetime import date

import yaml

from knowledge.models import Entry, FacetId
from knowledge.text.language import Language, language_of
from knowledge.text.script import to_simplified


def alias_patch(entry: Entry, question: str, *, today: date) -> str:
    """Return how people ask for an entry, to be added to its names or to its questions.

    Args:
        entry: What the question is about.
        question: What was asked, without what tells who asked.
        today: The day it was settled.
    """
    language = "en" if language_of(question) is Language.ENGLISH else "zh"
    phrase = to_simplified(question)
    return _with_head(
        f"Add to aliases of entries/{entry.kind}/{entry.id}.yaml, or as a question to "
        f"asked/{entry.kind}/{entry.id}.yaml; then: coordbot kb check, coordbot kb test",
        today,
        {"id": entry.id, "aliases": {language: [phrase]}},
    )


def statement_patch(
    entry: Entry | None, facet: FacetId | None, text: str, source: str, *, today: date
) -> str:
    """Return a statement that two curators agreed on, to be put into an entry.

    Args:
        entry: Where it belongs; None if it needs an entry of its own.
        facet: The facet it belongs to.
        text: What is to be said, in the language it was proposed in.
        source: Document and section, as the proposer wrote them.
        today: The day it was agreed on.
    """
    # A line is a line, whatever ends it: YAML knows fewer ends than Unicode.
    text = "\n".join(text.splitlines())
    chinese = language_of(text) is not Language.ENGLISH
    written = {"zh": to_simplified(text), "en": "…"} if chinese else {"zh": "…", "en": text}
    statement = {**written, "sources": [{"document": "…", "section": source}]}
    if entry is None:
        head = "Needs an entry of its own: knowledge/README.md says how"
    else:
        head = f"Put into entries/{entry.kind}/{entry.id}.yaml"
    head += "; fill in every …; the document must be one of documents.yaml"
    body = {
        "id": entry.id if entry else "…",
        "facets": {facet or "…": {"statements": [statement]}},
    }
    return _with_head(head, today, body)


def _with_head(head: str, today: date, body: object) -> str:
    # Written by the library, so that no text can leave its place in the file.
    text = yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=10_000)
    return f"# {today}. {head}\n{text}"
