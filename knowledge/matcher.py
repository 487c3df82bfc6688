"""Find the facets of entries that a question asks for, best first.

A question is read three ways at once: which entries it **names**, which facets its words **cue**,
and which cards **hold its words**. Every piece of the question carries a weight; a card scores by
how much of that weight it explains. What no card explains speaks against an answer at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.base import KnowledgeBase
from knowledge.lexicon import Lexicon, Name, Synonyms
from knowledge.models import EntryId, FacetId, Phrases
from knowledge.normalize import normalize
from knowledge.phrases import PhraseIndex, Quality, Span
from knowledge.pinyin import segment
from knowledge.spelling import Speller
from knowledge.text_index import IN_ASKED, IN_CUE, IN_NAME, IN_TEXT, Card, Term, TextIndex
from knowledge.tokens import Token, stem, tokenize

# Held in place by the questions under tests/questions/: change one and see which move.
NAME_BONUS = 0.9
CUE_WEIGHT = 4.0
SOUND_CUE = 0.6
FOCUS_WEIGHT = 4.0
_MATCHED_CHARACTERS = 512


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that ask for a facet: of any entry, or of one only."""

    facet: FacetId
    entry: EntryId | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question was understood to say."""

    tokens: tuple[Token, ...]
    terms: tuple[Term, ...]
    names: tuple[Span[Name], ...]
    cues: tuple[Span[Cue], ...]
    unanswered: tuple[Span[str], ...]
    """Words that ask for what no document holds, by subject."""

    @property
    def entries(self) -> tuple[EntryId, ...]:
        """Return the entries named, in the order of the question."""
        return tuple(dict.fromkeys(span.value.entry for span in self.names))

    @property
    def facets(self) -> tuple[FacetId, ...]:
        """Return the facets the vocabulary's cues ask for."""
        return tuple(dict.fromkeys(s.value.facet for s in self.cues if s.value.entry is None))

    @property
    def known_weight(self) -> float:
        """Return the weight of everything the content knows."""
        return sum(term.weight for term in self.terms if term.known)

    @property
    def unknown_weight(self) -> float:
        """Return the weight of everything it does not."""
        return sum(term.weight for term in self.terms if not term.known)


@dataclass(frozen=True, slots=True)
class Match:
    """A card that may be the answer."""

    card: Card
    score: float
    """How much of the question it explains, with the bonuses."""
    explained: float
    """The weight of the question's terms that it explains."""
    named: bool
    """Whether the question names its entry."""
    cued: bool
    """Whether the question's words ask for its facet."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The reading of a question and the cards that fit, best first."""

    reading: Reading
    matches: tuple[Match, ...]


class Matcher:
    """Matches questions against a knowledge base; built once, then only read."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        vocabulary = knowledge.vocabulary
        self._synonyms = Synonyms(vocabulary.synonyms)
        self._lexicon = Lexicon(knowledge.entries.values(), self._synonyms)
        self._index = TextIndex(map(self._prepare, vocabulary.stopwords.all))
        self._cues: PhraseIndex[Cue] = PhraseIndex()
        self._unanswered: PhraseIndex[str] = PhraseIndex()
        self._cards_of: dict[EntryId, list[int]] = defaultdict(list)
        self._words: set[str] = {word for word in vocabulary.stopwords.en}
        self._add_cues(knowledge)
        self._add_cards(knowledge)
        self._index.finish()
        self._speller = Speller(self._words | self._lexicon.words)
        self._ordinary = frozenset(map(stem, self._words))

    def match(self, question: str, *, focus: EntryId | None = None, limit: int = 8) -> Ranking:
        """Rank the cards that fit a question.

        Args:
            question: What the user wrote, as she wrote it; the first 512 characters count.
            focus: The entry talked about just before, for questions that name none.
            limit: How many matches to return at most.

        Returns:
            The ranking; ties keep the order of the content, so that the same question always
            gets the same answer.
        """
        reading = self.read(question)
        scores = self._score(reading, focus)
        best = sorted(scores, key=lambda match: (-match.score, -match.explained))
        return Ranking(reading, tuple(best[:limit]))

    def read(self, question: str) -> Reading:
        """Return what a question names and asks."""
        text = self._prepare(question)[:_MATCHED_CHARACTERS]
        tokens = self._repaired(tokenize(text))
        names = self._lexicon.find(tokens, self._ordinary)
        cues = self._longest(self._cues.find(tokens), names)
        unanswered = [s for s in self._unanswered.find(tokens) if s.quality is Quality.EXACT]
        return Reading(
            tokens, tuple(self._index.terms(tokens)), tuple(names), tuple(cues), tuple(unanswered)
        )

    def _prepare(self, text: str) -> str:
        return self._synonyms.apply(normalize(text))

    # --- building -------------------------------------------------------------------------

    def _add_cues(self, knowledge: KnowledgeBase) -> None:
        for facet_id, kind in knowledge.vocabulary.facets.items():
            for phrase in kind.cues.all:
                self._add_cue(phrase, Cue(facet_id))
        for subject, phrases in knowledge.vocabulary.unanswered.items():
            for phrase in phrases:
                self._unanswered.add(self._note(phrase), subject)

    def _add_cue(self, phrase: str, cue: Cue) -> None:
        self._cues.add(self._note(phrase), cue)

    def _note(self, text: str) -> tuple[Token, ...]:
        """Tokenize a text of the content, remembering its ordinary words."""
        tokens = tokenize(self._prepare(text))
        self._words |= {t.raw for t in tokens if t.is_word and t.raw.islower()}
        return tokens

    def _add_cards(self, knowledge: KnowledgeBase) -> None:
        for entry in knowledge.entries.values():
            names = [self._prepare(name) for name in entry.names]
            for facet_id in knowledge.facets_of(entry):
                facet = entry.facets[facet_id]
                asked = knowledge.asked.get((entry.id, facet_id), Phrases())
                for phrase in asked.en:
                    self._note(phrase)
                title = knowledge.vocabulary.facets[facet_id].title
                texts = [t for s in facet.statements for t in (s.zh, s.en)]
                for phrase in facet.cues.all:
                    self._add_cue(phrase, Cue(facet_id, entry.id))
                for text in texts:
                    self._note(text)
                self._cards_of[entry.id].append(len(self._index.cards))
                self._index.add(
                    Card(entry.id, facet_id),
                    {
                        IN_NAME: names,
                        IN_TEXT: [self._prepare(t) for t in (*texts, title.zh, title.en)],
                        IN_CUE: [self._prepare(t) for t in facet.cues.all],
                        IN_ASKED: [self._prepare(t) for t in asked.all],
                    },
                )

    # --- reading --------------------------------------------------------------------------

    def _repaired(self, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """Replace misspelt words, and pinyin by its sounds."""
        words = [token for token in tokens if token.raw.isalpha() and not token.is_han]
        if words and not any(token.is_han for token in tokens):
            pinyin = [bool(segment(t.raw)) and not self._speller.knows(t.form) for t in words]
            readable = [bool(segment(t.raw.lower())) for t in words]
            if sum(pinyin) * 2 >= len(words) and all(readable):
                return tuple(self._sounded(tokens))
        return tuple(self._respelt(token) for token in tokens)

    @staticmethod
    def _sounded(tokens: Iterable[Token]) -> Iterator[Token]:
        for token in tokens:
            syllables = segment(token.raw.lower()) if token.raw.isalpha() else ()
            if syllables:
                yield from (Token(token.raw, syllable, syllable) for syllable in syllables)
            else:
                yield token

    def _respelt(self, token: Token) -> Token:
        if token.is_han or not token.raw.isalpha() or token.raw.isupper():
            return token
        if self._speller.knows(token.form):
            return token
        repaired = self._speller.repair(token.raw.lower())
        return replace(token, form=stem(repaired)) if repaired else token

    @staticmethod
    def _longest(found: list[Span[Cue]], names: Sequence[Span[Name]]) -> list[Span[Cue]]:
        """Keep the cues that are neither part of a name nor of a longer cue."""
        outside = [
            span
            for span in found
            if not any(name.covers(span) and name.length > span.length for name in names)
        ]
        return [
            span
            for span in outside
            if not any(
                other.covers(span) and other.length > span.length and other.quality >= span.quality
                for other in outside
            )
        ]

    # --- scoring --------------------------------------------------------------------------

    def _score(self, reading: Reading, focus: EntryId | None) -> list[Match]:
        explained = self._explained(reading)
        bonus: dict[int, float] = defaultdict(float)
        named = self._bonus_for_names(reading, bonus)
        if focus is not None and not named:
            for number in self._cards_of.get(focus, ()):
                bonus[number] += FOCUS_WEIGHT
                explained.setdefault(number, 0.0)
        cued = self._bonus_for_cues(reading, explained, bonus)
        return [
            Match(
                card=self._index.cards[number],
                score=weight + bonus[number],
                explained=weight,
                named=number in named,
                cued=number in cued,
            )
            for number, weight in explained.items()
        ]

    def _explained(self, reading: Reading) -> dict[int, float]:
        explained: dict[int, float] = defaultdict(float)
        for term in reading.terms:
            if term.known:
                for number, share in self._index.postings(term.feature).items():
                    explained[number] += share * term.weight
        return explained

    def _bonus_for_names(self, reading: Reading, bonus: dict[int, float]) -> set[int]:
        """Let a card of a named entry explain its name wholly, and more."""
        named: set[int] = set()
        for entry, inside in _weights_of_names(reading).items():
            for number in self._cards_of[entry]:
                bonus[number] += inside * (1 + NAME_BONUS - IN_NAME)
                named.add(number)
        return named

    def _bonus_for_cues(
        self, reading: Reading, explained: dict[int, float], bonus: dict[int, float]
    ) -> set[int]:
        strength: dict[Cue, float] = {}
        for span in reading.cues:
            value = _strength(span, reading.tokens)
            strength[span.value] = max(strength.get(span.value, 0.0), value)
        if not strength:
            return set()
        cued: set[int] = set()
        for number in explained:
            card = self._index.cards[number]
            general = strength.get(Cue(card.facet), 0.0)
            own = strength.get(Cue(card.facet, card.entry), 0.0)
            value = max(general, own)
            if value:
                cued.add(number)
                bonus[number] += CUE_WEIGHT * value
        return cued


def _weights_of_names(reading: Reading) -> dict[EntryId, float]:
    """Return the weight of the terms inside each entry's names, each term counted once."""
    inside: dict[EntryId, dict[int, float]] = defaultdict(dict)
    for span in reading.names:
        for term in reading.terms:
            if span.start <= term.start and term.end <= span.end:
                inside[span.value.entry][term.start] = term.weight
    return {entry: sum(weights.values()) for entry, weights in inside.items()}


def _strength(span: Span[Cue], tokens: Sequence[Token]) -> float:
    """Return how surely words ask for a facet: short ones are often something else."""
    han = tokens[span.start].is_han
    length = span.length
    value = {1: 0.45, 2: 0.75}.get(length, 1.0) if han else {1: 0.6}.get(length, 1.0)
    return value * (SOUND_CUE if span.quality is Quality.SOUND else 1.0)
