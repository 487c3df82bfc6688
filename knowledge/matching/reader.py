"""Read a question: which entries it names, which facets it cues, which terms it holds."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.content.base import Vocabulary
from knowledge.content.countries import country_names
from knowledge.matching.acts import Acts
from knowledge.matching.lexicon import Lexicon, Name, Synonyms
from knowledge.matching.reading import Cue, Reading
from knowledge.matching.repairing import Repairer
from knowledge.matching.sifting import (
    is_chatter,
    is_half_of_choice,
    is_heard_across,
    is_heard_apart,
    is_of_two_words,
    is_pointed_at,
    is_sure,
    is_within,
    longest,
    within_words,
    without_denied,
)
from knowledge.matching.text_index import Term, TextIndex
from knowledge.models import Entry, Kind
from knowledge.text.apart import GAP, ApartIndex
from knowledge.text.normalize import normalize, normalize_all
from knowledge.text.phrases import PhraseIndex, Quality, Span, places_of
from knowledge.text.spelling import Speller
from knowledge.text.tokens import Token, Tokens, stem, tokenize, tokenize_as_written

# A question longer than this is read by its end: people ask after they have told.
MAX_CHARACTERS = 512
_ASIDE = frozenset({"greeting", "thanks", "laughter"})
"""Chatter that asks for nothing itself."""
COUNTRY = "country"
"""The subject of questions about one country, which no document speaks of."""
_WORDS = re.compile(r"[a-z]+")
_LOWER_CASE = re.compile(r"(?<![A-Za-z./@-])[a-z]+(?![A-Za-z./@-])")


@dataclass(frozen=True, slots=True)
class Learned:
    """What a reader has learned, for one that reads elsewhere: in the offline pack."""

    names: PhraseIndex[Name]
    cues: PhraseIndex[Cue]
    unanswered: PhraseIndex[str]
    unanswered_apart: ApartIndex[str]
    chatter: PhraseIndex[str]
    kinds: PhraseIndex[Kind]
    ordinary_words: frozenset[str]
    other_words: frozenset[str]
    """Words that questions are repaired by as well: of names, and of what no document holds."""


class Reader:
    """Reads questions; it learns names, cues and words while the content is added."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        entries: Iterable[Entry],
        *,
        sound: bool = True,
        spelling: bool = True,
    ) -> None:
        self._least = Quality.SOUND if sound else Quality.EXACT
        self._spelling = spelling
        self._synonyms = Synonyms(vocabulary.synonyms)
        known = list(entries)
        self._lexicon = Lexicon(known, self._synonyms)
        self._acts = Acts(vocabulary.acts, known, self._synonyms)
        self._cues: PhraseIndex[Cue] = PhraseIndex()
        self._unanswered: PhraseIndex[str] = PhraseIndex()
        self._unanswered_apart: ApartIndex[str] = ApartIndex()
        self._chatter: PhraseIndex[str] = PhraseIndex()
        self._words: set[str] = set(vocabulary.stopwords.en)
        for facet, kind in vocabulary.facets.items():
            self.add_cues(self.prepare_all(kind.cues.all), Cue(facet))
        self._strange: set[str] = set()
        slots = {
            f"<{name}>": [tokenize_as_written(word) for word in self.prepare_all(words)]
            for name, words in vocabulary.slots.items()
        }
        unanswered = {**vocabulary.unanswered, COUNTRY: country_names()}
        for subject, phrases in unanswered.items():
            for phrase in self.prepare_all(phrases):
                self._add_unanswered(phrase, subject, slots)
        self._kinds: PhraseIndex[Kind] = PhraseIndex()
        for kind_of_thing, phrases in vocabulary.kinds.items():
            for phrase in self.prepare_all(phrases):
                self._kinds.add(tokenize(phrase), kind_of_thing)
        self._aside: set[str] = set()
        for kind_of_chatter, phrases in vocabulary.chatter.items():
            for phrase in self.prepare_all(phrases):
                self._chatter.add(tokenize(phrase), kind_of_chatter)
                self._aside.update(_WORDS.findall(phrase))
        self._repairer = Repairer(Speller(()), self._lexicon.words, self._synonyms)
        self._ordinary: frozenset[str] = frozenset()

    def prepare(self, text: str) -> str:
        """Return a text as it is compared: normalized, every synonym as its first word."""
        return self._synonyms.apply(normalize(text))

    def prepare_all(self, texts: Iterable[str]) -> list[str]:
        """Return texts as ``prepare`` does, in one go."""
        normalized = normalize_all(texts)
        # No normalized text holds a line break.
        return self._synonyms.apply("\n".join(normalized)).split("\n") if normalized else []

    def _add_unanswered(
        self, phrase: str, subject: str, slots: Mapping[str, Sequence[Tokens]]
    ) -> None:
        parts = [slots.get(p) or [tokenize_as_written(p)] for p in phrase.split(GAP)]
        if len(parts) > 1:
            self._unanswered_apart.add(parts, subject)
        else:
            self._unanswered.add(parts[0][0], subject)
        tokens = (token for words in parts for word in words for token in word)
        self._strange.update(t.raw.lower() for t in tokens if _WORDS.fullmatch(t.raw.lower()))

    def add_cues(self, prepared: Sequence[str], cue: Cue) -> None:
        """Remember words that ask for a facet."""
        self.add_words(prepared)
        for phrase in prepared:
            self._cues.add(tokenize(phrase), cue)

    def add_words(self, prepared: Iterable[str]) -> None:
        """Remember the ordinary English words of the content, to repair misspelt ones by."""
        self._words.update(_LOWER_CASE.findall("\n".join(prepared)))

    def finish(self) -> None:
        """Learn the words, once all content is in."""
        # What no document holds is known too: "visa" must not be repaired into "via".
        others = self._lexicon.words | self._strange
        # "Super helpful" is nobody's supper.
        speller = Speller(self._words, others=others, left_alone=self._aside)
        self._repairer = Repairer(
            speller, self._lexicon.words, self._synonyms, spelling=self._spelling
        )
        self._ordinary = frozenset(map(stem, self._words))

    @property
    def learned(self) -> Learned:
        """Return everything that questions are read by."""
        return Learned(
            names=self._lexicon.names,
            cues=self._cues,
            unanswered=self._unanswered,
            unanswered_apart=self._unanswered_apart,
            chatter=self._chatter,
            kinds=self._kinds,
            ordinary_words=frozenset(self._words),
            other_words=frozenset(self._lexicon.words | self._strange) - self._words,
        )

    def read(self, question: str, index: TextIndex) -> Reading:
        """Return what a question names and asks.

        Args:
            question: What the user wrote, as she wrote it.
            index: What tells a term's weight.
        """
        text = self.prepare(question)[-MAX_CHARACTERS:]
        tokens = self._repairer.repaired(tokenize(text))
        names = self._lexicon.find(tokens, self._ordinary)
        names = without_denied([n for n in names if n.quality >= self._least], tokens)
        kinds, written = self._kinds.find(tokens), _as_written(tokens)
        names = self._acts.read(names, kinds, written)
        terms = index.terms(text, tokens, named=places_of(names))
        chatter = [span for span in self._chatter.find(tokens) if is_chatter(span, tokens)]
        cues = self._cues_in(tokens, terms, names, chatter)
        return Reading(
            tokens=tokens,
            terms=tuple(within_words(terms, names, kinds if not names else (), cues)),
            names=tuple(names),
            cues=tuple(longest(cues, names)),
            unanswered=tuple(self._unanswered_in(tokens, written, terms, names, cues)),
            things=tuple(kinds),
            pointed_at=frozenset(span.value for span in kinds if is_pointed_at(span, tokens)),
            chatter=tuple(chatter),
            pinyin=any(token.is_han and token.raw.isascii() for token in tokens),
        )

    def _cues_in(
        self,
        tokens: Tokens,
        terms: Sequence[Term],
        names: Sequence[Span[Name]],
        chatter: Iterable[Span[str]],
    ) -> list[Span[Cue]]:
        aside = [span for span in chatter if span.value in _ASIDE]
        return [
            span
            for span in self._cues.find(tokens)
            if span.quality >= self._least
            and is_sure(span, terms)
            and not is_half_of_choice(span, tokens)
            and not any(is_heard_across(span, name) for name in names)
            and not any(is_within(span, said) for said in aside)
        ]

    def _unanswered_in(
        self,
        tokens: Tokens,
        written: Tokens,
        terms: Sequence[Term],
        names: Sequence[Span[Name]],
        cues: Sequence[Span[Cue]],
    ) -> list[Span[str]]:
        return [
            span
            for span in (*self._unanswered.find(written), *self._unanswered_apart.find(written))
            if (span.quality is Quality.EXACT or (span.length > 2 and is_sure(span, terms)))
            and not is_heard_apart(span, tokens)
            and not is_of_two_words(span, cues, terms)
            and not any(name.covers(span) for name in names)
        ]


def _as_written(tokens: Iterable[Token]) -> Tokens:
    """Compare words, not stems: "nationality" is asked of a person, "national" of anything."""
    return Tokens(
        Token(token.raw, token.raw.lower().removesuffix("'s"), token.sound, token.start)
        for token in tokens
    )
