"""Other ways to find an answer, each over all phrases of the content, to measure ours against."""

import importlib
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, Protocol

from rapidfuzz import fuzz, process

from knowledge.answering.answer import first_facet
from knowledge.content.base import KnowledgeBase
from knowledge.deciding.decision import MAX_CARDS
from knowledge.models import Card
from knowledge.text.normalize import normalize

Found = tuple[Card, float]
Phrased = list[tuple[str, Card]]
Rank = Callable[[str], list[Found]]
"""Find the best cards for a question, each with how good it is, best first."""
Build = Callable[[Phrased], Rank]
CARDS = MAX_CARDS
LETTERS = 3
_RUN = re.compile(r"[㐀-鿿]+|[a-z0-9]+")


class _Scorer(Protocol):
    """A scorer of rapidfuzz."""

    def __call__(self, s1: str, s2: str, /, *, score_cutoff: float | None = None) -> float: ...


def phrases(knowledge: KnowledgeBase) -> Phrased:
    """Return names, aliases, cues, phrasings and statements, as they are compared."""
    return [(normalize(text).lower(), card) for text, card in _phrases(knowledge)]


def _phrases(knowledge: KnowledgeBase) -> Iterator[tuple[str, Card]]:
    for entry in knowledge.entries.values():
        for name in entry.names:
            yield name, Card(entry.id, first_facet(knowledge, entry))
        for facet_id, facet in entry.facets.items():
            card = Card(entry.id, facet_id)
            asked = knowledge.asked.get((entry.id, facet_id))
            stated = (text for s in facet.statements for text in (s.zh, s.en))
            for text in (*facet.cues.all, *(asked.all if asked else ()), *stated):
                yield text, card


def _linear(scorer: _Scorer) -> Build:
    def build(phrased: Phrased) -> Rank:
        texts = [text for text, _card in phrased]

        def rank(question: str) -> list[Found]:
            wanted = normalize(question).lower()
            best: dict[Card, float] = {}
            for _text, score, number in process.extract(
                wanted, texts, scorer=scorer, limit=8 * CARDS
            ):
                best.setdefault(phrased[number][1], score)
            return list(best.items())[:CARDS]

        return rank

    return build


def _bm25(phrased: Phrased) -> Rank:
    bm25s = importlib.import_module("bm25s")
    index = bm25s.BM25()
    cards, texts = _by_card(phrased)
    index.index([list(_grams(text)) for text in texts], show_progress=False)

    def rank(question: str) -> list[Found]:
        grams = list(_grams(normalize(question).lower()))
        if not grams:
            return []
        found, scores = index.retrieve([grams], k=CARDS, show_progress=False)
        pairs = zip(found[0], scores[0], strict=True)
        return [(cards[int(number)], float(score)) for number, score in pairs if score > 0]

    return rank


def _fts5(phrased: Phrased) -> Rank:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize='trigram')")
    cards, texts = _by_card(phrased)
    database.executemany("INSERT INTO texts VALUES (?)", [(text,) for text in texts])

    def rank(question: str) -> list[Found]:
        text = normalize(question).lower().replace('"', " ")
        trigrams = dict.fromkeys(text[i : i + 3] for i in range(len(text) - 2))
        match = " OR ".join(f'"{trigram}"' for trigram in trigrams)
        select = "SELECT rowid, rank FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?"
        rows = database.execute(select, (match, CARDS)).fetchall() if match else []
        return [(cards[number - 1], -score) for number, score in rows]

    return rank


def _tantivy(phrased: Phrased) -> Rank:
    tantivy = importlib.import_module("tantivy")
    schema = (
        tantivy.SchemaBuilder()
        .add_text_field("text", tokenizer_name="whitespace")
        .add_integer_field("card", stored=True)
        .build()
    )
    index: Any = tantivy.Index(schema)
    writer = index.writer(num_threads=1)
    cards, texts = _by_card(phrased)
    for number, text in enumerate(texts):
        writer.add_document(tantivy.Document(text=" ".join(_grams(text, LETTERS)), card=number))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def rank(question: str) -> list[Found]:
        grams = dict.fromkeys(_grams(normalize(question).lower(), LETTERS))
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", gram))
            for gram in grams
        ]
        if not terms:
            return []
        hits = searcher.search(tantivy.Query.boolean_query(terms), limit=CARDS).hits
        return [(cards[searcher.doc(address)["card"][0]], score) for score, address in hits]

    return rank


RIVALS: Mapping[str, Build] = {
    "rapidfuzz WRatio": _linear(fuzz.WRatio),
    "rapidfuzz ratio": _linear(fuzz.ratio),
    "BM25 (bm25s)": _bm25,
    "SQLite FTS5": _fts5,
    "tantivy": _tantivy,
}


def _by_card(phrased: Phrased) -> tuple[list[Card], list[str]]:
    """Return every card with all its phrases: what a full-text index takes for a document."""
    texts: dict[Card, list[str]] = {}
    for text, card in phrased:
        texts.setdefault(card, []).append(text)
    return list(texts), ["\n".join(lines) for lines in texts.values()]


def _grams(text: str, latin: int | None = None) -> Iterator[str]:
    """Yield pairs of Chinese characters, and Latin words or what they are made of."""
    for run in _RUN.findall(text):
        if not run[0].isascii():
            yield from (a + b for a, b in pairwise(run)) if len(run) > 1 else (run,)
        elif latin is None or len(run) <= latin:
            yield run
        else:
            yield from (run[i : i + latin] for i in range(len(run) - latin + 1))
