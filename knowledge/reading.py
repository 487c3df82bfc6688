"""What a question was understood to say, and what follows from that alone."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from knowledge.language import Language
from knowledge.lexicon import Name
from knowledge.models import EntryId, FacetId, Kind
from knowledge.phrases import Quality, Span, places_of
from knowledge.text_index import Term
from knowledge.tokens import Tokens

SOURCE, AGAIN, SHORTER = "source", "again", "shorter"
RETELLINGS = frozenset({SOURCE, AGAIN, SHORTER, *Language})
"""What is said around questions and asks for the answer before: where it stands, or to be told it
once more, in fewer words, or in another language."""
_MARKS = frozenset("?？")
_POINTERS = frozenset(
    [*"它他她那其", "ta", "it", "its", "they", "them", "their", "that", "he", "she"]
)
_WITHIN = ("在里面", "在里头", "在当中", "里头", "这里面")
_BEGINS = frozenset({"and", "what", "how"})
_ENDS = frozenset({"的", "one", "ones"})
_AND = frozenset({"呢", "ne"})
# Said by who was understood wrongly: "no, I meant the HLCP".
_TAKES_BACK = frozenset({"no", "nope", "sorry", "wait", "actually"})
_MEANT = ("meant", "mean", "rather")
_CORRECTS = re.compile(
    r"^啊?(?:不是|不对|错了|搞错了|说错了|打错了)|是说|说的是|问的是|指的是|想问的是"
)
_NAMELESS = frozenset({"它", "it", "its"})
_JOINING = frozenset({"and", "&", ",", "，", "、", "和", "与", "跟", "及", "以", "同", "the"})
_OF_WORDS = frozenset({"definition", "terminology"})
_EACH = ("各自", "分别", "respectively")
# A shorter one may be a slip, and who types more than so many words in capitals shouts.
_ABBREVIATION = 4
_LOUD = 2
_OURSELVES = frozenset({"我", "咱", "本", "i", "i'm", "we", "we're", "us", "our", "my"})
_JOINS = _JOINING | {"或", "or", "vs", "versus", "/"}
_EVERYBODYS = frozenset({"ASAP", "USD", "ETA", "FAQ", "PDF", "PLEASE", "HELP"})
# A question of so few terms, with so little weight outside the words that ask, names nothing.
_FEW_TERMS = 5
_LITTLE_WEIGHT = 3.0
_NO_WEIGHT = 1.0


class Cue(NamedTuple):
    """Words that ask for a facet: of any entry, or of one only."""

    facet: FacetId
    entry: EntryId | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question was understood to say."""

    tokens: Tokens
    terms: tuple[Term, ...]
    names: tuple[Span[Name], ...]
    cues: tuple[Span[Cue], ...]
    unanswered: tuple[Span[str], ...]
    """Words that ask for what no document holds, by subject."""
    chatter: tuple[Span[str], ...]
    """Greetings, thanks and the like, by what they are."""
    things: tuple[Span[Kind], ...] = ()
    """Words for kinds of thing: committee, fund."""
    pointed_at: frozenset[Kind] = frozenset()
    """What kinds of thing it points at without naming one."""
    pinyin: bool = False
    """Whether the whole question was written in pinyin."""

    @property
    def kinds(self) -> frozenset[Kind]:
        """Return what kinds of thing its words speak of."""
        return frozenset(thing.value for thing in self.things)

    @property
    def bare(self) -> tuple[EntryId, ...]:
        """Return the entries meant where the question is a name and nothing else."""
        outside = [
            term for term in self.terms if not any(name.covers(term) for name in self.names)
        ]
        asked = [
            cue
            for cue in self.cues
            if cue.value.entry in (None, *self.entries)
            and not any(name.covers(cue) for name in self.names)
        ]
        spans = {(span.start, span.end) for span in self.names}
        return self.entries if len(spans) == 1 and not outside and not asked else ()

    @property
    def open_facet(self) -> FacetId | None:
        """Return the facet asked for where the question does not say of what; else None."""
        asked = self._asked
        if self.names or not asked or len(self.terms) > _FEW_TERMS:
            return None
        # "That committee" says of what no more than "it" does.
        outside = self._weight_outside([*self._general, *(self.things if self.pointed_at else ())])
        # "What is the vision?" asks for the vision: "what is" goes with any facet.
        longest = max(asked, key=lambda c: (c.value.facet != "definition", c.quality, c.length))
        # "It" stands for what is not said, however much is said beside it.
        nameless = any(token.raw.lower() in _NAMELESS for token in self.tokens)
        return longest.value.facet if nameless or outside <= _LITTLE_WEIGHT else None

    @property
    def only_things(self) -> bool:
        """Return whether it speaks of a kind of thing, not of which one nor what of it."""
        few = not self.names and 0 < len(self.terms) <= _FEW_TERMS
        asks = any(cue.value.facet != "definition" for cue in self._asked)
        return (
            few
            and not asks
            and bool(self.things)
            and self._weight_outside([*self._asked, *self.things]) <= _NO_WEIGHT
        )

    @property
    def asked_of_each(self) -> FacetId | None:
        """Return the facet that is asked of each of several entries; None if it asks none so.

        "分别由谁领导" says so, and so does asking twice: "who leads health and who leads WASH".
        """
        exact = (cue for cue in self._asked if cue.quality is Quality.EXACT)
        cues = [cue for cue in exact if cue.value.facet not in _OF_WORDS]
        said = [self._words_of(cue) for cue in cues]
        each = self._joins_names or any(word in self._words_of(None) for word in _EACH)
        asked = (
            cue for cue, words in zip(cues, said, strict=True) if each or said.count(words) > 1
        )
        return next((cue.value.facet for cue in asked), None)

    @property
    def _joins_names(self) -> bool:
        """Return whether it names several in a row: "health, WASH and nutrition"."""
        between = (
            {token.raw.lower() for token in self.tokens[one.end : other.start]}
            for one, other in pairwise(self.names)
            if one.end < other.start
        )
        return any(words <= _JOINING for words in between)

    def _words_of(self, span: Span[Any] | None) -> str:
        """Return what a span covers, or all that is said."""
        tokens = self.tokens[span.start : span.end] if span is not None else self.tokens
        return "".join(token.raw.lower() for token in tokens)

    @property
    def asks_of_strange(self) -> bool:
        """Return whether it asks of an abbreviation that the content does not hold: UNDAC.

        Beside a name it is said in passing, "ADRA asks who leads nutrition", unless it is joined
        to it: "UNDAC and OCHA". Who speaks of herself may name whom she works for.
        """
        strange = self._strange_abbreviations
        if not strange or any(token.raw.lower() in _OURSELVES for token in self.tokens):
            return False
        named = places_of(self.names)
        return not named or any(
            place + 2 * side in named and self.tokens[place + side].raw.lower() in _JOINS
            for place in strange
            for side in (-1, 1)
        )

    @property
    def _strange_abbreviations(self) -> list[int]:
        """Return the places of abbreviations that the content does not hold."""
        latin = [token.raw for token in self.tokens if token.raw.isascii() and token.raw.isalpha()]
        if len(latin) > _LOUD and all(word.isupper() for word in latin):
            return []
        places = (term.start for term in self.terms if not term.known)
        words = ((place, self.tokens[place].raw) for place in places)
        return [
            place
            for place, word in words
            if word.isalpha()
            and word.isupper()
            and len(word) >= _ABBREVIATION
            and word not in _EVERYBODYS
        ]

    @property
    def _asked(self) -> list[Span[Cue]]:
        """Return what asks for a facet: "coordinator" alone does not ask how they coordinate."""
        return [
            cue for cue in self._general if not any(thing.covers(cue) for thing in self.things)
        ]

    @property
    def _general(self) -> list[Span[Cue]]:
        """Return the cues that ask of any entry."""
        return [cue for cue in self.cues if cue.value.entry is None]

    def _weight_outside(self, spans: Sequence[Span[Any]]) -> float:
        return sum(
            term.weight for term in self.terms if not any(span.covers(term) for span in spans)
        )

    @property
    def points_back(self) -> bool:
        """Return whether a pronoun stands for something said before, or it is all inside that."""
        if any(token.raw.lower() in _POINTERS for token in self.tokens):
            return True
        return any(within in "".join(token.raw for token in self.tokens) for within in _WITHIN)

    @property
    def refers_back(self) -> bool:
        """Return whether the question leans on what was said before: a pronoun, or no name."""
        return not self.names or self.points_back

    @property
    def is_elliptic(self) -> bool:
        """Return whether it only changes a word of the question before: "and in a disaster?"."""
        if len(self.terms) > _FEW_TERMS - 2:
            return False
        words = [token.raw.lower() for token in self.tokens if token.is_han or token.is_word]
        if not words:
            return False
        named = bool(self.names) and (words[-1] in _ENDS or words[-2:] == ["那", "个"])
        return named or words[-1] in _AND or words[0] in _BEGINS

    @property
    def asks_the_same(self) -> bool:
        """Return whether a name alone is asked about: "and the HLCM", "no, I meant the HLCM"."""
        marked = any(token.raw in _MARKS for token in self.tokens[-1:])
        return marked or self.is_elliptic or (bool(self.tokens) and self._corrects)

    @property
    def _corrects(self) -> bool:
        """Return whether it says that something else was meant."""
        words = [token.raw.lower() for token in self.tokens]
        taken_back = words[0] in _TAKES_BACK or any(word in words for word in _MEANT)
        return taken_back or bool(_CORRECTS.search("".join(words)))

    @property
    def only_chatter(self) -> str | None:
        """Return what kind of chatter the whole message is; None if it says more than that."""
        if not any(token.is_han or token.is_word for token in self.tokens):
            return "presence"  # 👍, "?"
        kinds = [span.value for span in self.chatter if span.value not in RETELLINGS]
        rest = [term for term in self._outside(self.chatter) if term.known]
        if not kinds or len(rest) > 1 or self.names:
            return None
        # "Ok, who funds it?" asks; who goes for a coffee does not ask for one.
        asking: list[Span[Any]] = [*self.unanswered, *self._general]
        if not all(any(span.covers(one) for span in self.chatter) for one in asking):
            return None
        return next((kind for kind in kinds if kind != "laughter"), "laughter")

    @property
    def retelling(self) -> frozenset[str]:
        """Return how it asks for nothing but the answer before: "which document says so?"."""
        asked = frozenset(span.value for span in self.chatter if span.value in RETELLINGS)
        return frozenset() if self.names or self._outside(self.chatter) else asked

    @property
    def asks_beside_chatter(self) -> bool:
        """Return whether it asks for more than what something is, in whichever language."""
        asked = [cue for cue in self._general if cue.value.facet != "definition"]
        return not all(any(span.covers(cue) for span in self.chatter) for cue in asked)

    @property
    def says_little(self) -> bool:
        """Return whether no word of it says much of anything: "why not?"."""
        return not self.names and self._weight_outside(()) <= _LITTLE_WEIGHT

    def _outside(self, spans: Iterable[Span[Any]]) -> list[Term]:
        covered = places_of(spans)
        return [t for t in self.terms if not covered.issuperset(range(t.start, t.end))]

    @property
    def entries(self) -> tuple[EntryId, ...]:
        """Return the entries named, in the order of the question."""
        return tuple(dict.fromkeys(span.value.entry for span in self.names))

    @property
    def facets(self) -> tuple[FacetId, ...]:
        """Return the facets the vocabulary's cues ask for."""
        return tuple(dict.fromkeys(s.value.facet for s in self.cues if s.value.entry is None))

    @property
    def lacks_facet(self) -> bool:
        """Return whether it asks for no facet: "the protection one?" does not ask to protect."""
        if not self.facets or not self.asks_the_same:
            return not self.facets
        asked = [cue for cue in self._general if not self._only_begins(cue)]
        return all(any(name.covers(cue) for name in self.names) for cue in asked)

    def _only_begins(self, cue: Span[Cue]) -> bool:
        """Return whether a cue is no more than the "what" of "what about"."""
        following = self.tokens[cue.end : cue.end + 1]
        return cue.length == 1 and any(token.raw.lower() == "about" for token in following)

    @property
    def known_weight(self) -> float:
        """Return the weight of everything the content knows."""
        return sum(term.weight for term in self.terms if term.known)

    @property
    def unknown_weight(self) -> float:
        """Return the weight of everything it does not."""
        return sum(term.weight for term in self.terms if not term.known)

    def weights_of_names(self) -> Mapping[EntryId, float]:
        """Return the weight of the terms inside each entry's names, each term counted once."""
        inside: dict[EntryId, dict[int, float]] = defaultdict(dict)
        for span in self.names:
            named = inside[span.value.entry]
            for term in self.terms:
                if span.covers(term):
                    named[term.start] = term.weight
        return {entry: sum(weights.values()) for entry, weights in inside.items()}
