"""Read a question: which entries it names, which facets it cues, which terms it holds."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from knowledge.apart import GAP, ApartIndex
from knowledge.base import Vocabulary
from knowledge.countries import country_names
from knowledge.lexicon import Lexicon, Name, Synonyms
from knowledge.models import Entry, Kind
from knowledge.normalize import normalize, normalize_all
from knowledge.phrases import PhraseIndex, Quality, places_of
from knowledge.pinyin import segment
from knowledge.reading import Cue, Reading
from knowledge.sifting import (
    is_chatter,
    is_heard_across,
    is_pointed_at,
    is_sure,
    is_within,
    longest,
    within_words,
)
from knowledge.spelling import Speller
from knowledge.text_index import TextIndex
from knowledge.tokens import Token, Tokens, stem, tokenize, tokenize_as_written

# A question longer than this is read by its end: people ask after they have told.
MAX_CHARACTERS = 512
_SAID = frozenset({"ta", "ma"})
"""Syllables, where others stand around: 它 and 吗, not the abbreviations TA and MA."""
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
        self._lexicon = Lexicon(entries, self._synonyms)
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
        self._speller = Speller(())
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
        self._speller = Speller(self._words, others=others, left_alone=self._aside)
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
        tokens = self._repaired(tokenize(text))
        names = [
            span
            for span in self._lexicon.find(tokens, self._ordinary)
            if span.quality >= self._least
        ]
        terms = index.terms(text, tokens, named=places_of(names))
        cues = [
            span
            for span in self._cues.find(tokens)
            if span.quality >= self._least
            and is_sure(span, terms)
            and not any(is_heard_across(span, name) for name in names)
        ]
        written = _as_written(tokens)
        unanswered = [
            span
            for span in (*self._unanswered.find(written), *self._unanswered_apart.find(written))
            if (span.quality is Quality.EXACT or (span.length > 2 and is_sure(span, terms)))
            and not any(name.covers(span) for name in names)
        ]
        chatter = [span for span in self._chatter.find(tokens) if is_chatter(span, tokens)]
        aside = [span for span in chatter if span.value in _ASIDE]
        cues = [cue for cue in cues if not any(is_within(cue, span) for span in aside)]
        kinds = self._kinds.find(tokens)
        return Reading(
            tokens=tokens,
            terms=tuple(within_words(terms, names, kinds if not names else (), cues)),
            names=tuple(names),
            cues=tuple(longest(cues, names)),
            unanswered=tuple(unanswered),
            things=tuple(kinds),
            pointed_at=frozenset(span.value for span in kinds if is_pointed_at(span, tokens)),
            chatter=tuple(chatter),
            pinyin=any(token.is_han and token.raw.isascii() for token in tokens),
        )

    def _repaired(self, tokens: Tokens) -> Tokens:
        """Replace misspelt words; where the question is pinyin, words by their sounds."""
        words = [token for token in tokens if token.raw.isalpha() and not token.is_han]
        if words and not any(token.is_han for token in tokens):
            strange = [t for t in words if self._is_strange(t) or t.raw in _SAID]
            readable = all(segment(token.raw.lower()) for token in strange)
            # Names stay what they are: "iasc zhuxi shi shei".
            if readable and len(strange) * 2 >= len(words):
                return Tokens(self._sounded(tokens))
        return Tokens(self._respelt(token) for token in tokens)

    def _sounded(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """Yield the syllables of what is pinyin, and names and all else as they are."""
        for is_pinyin, run in groupby(tokens, key=self._is_pinyin):
            if not is_pinyin:
                yield from run
                continue
            syllables = [one for token in run for one in segment(token.raw.lower())]
            yield from (Token(sound, sound, sound) for sound in self._synonyms.heard(syllables))

    def _is_pinyin(self, token: Token) -> bool:
        if not token.raw.isalpha() or token.is_capital:
            return False
        word = token.raw.lower()
        strange = word in _SAID or word not in self._lexicon.words
        return strange and bool(segment(word))

    def _is_strange(self, token: Token) -> bool:
        # Abbreviations are exact: HC is not HCT.
        return not token.is_capital and not self._speller.knows(token.form)

    def _respelt(self, token: Token) -> Token:
        if token.is_han or not token.raw.isalpha():
            return token
        if not self._spelling or not self._is_strange(token):
            return token
        repaired = self._speller.repair(token.raw.lower())
        return token._replace(raw=repaired, form=stem(repaired)) if repaired else token


def _as_written(tokens: Iterable[Token]) -> Tokens:
    """Compare words, not stems: "nationality" is asked of a person, "national" of anything."""
    return Tokens(
        Token(token.raw, token.raw.lower().removesuffix("'s"), token.sound, token.start)
        for token in tokens
    )
