"""What a question was understood to say, and what follows from that alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from knowledge.matching.lexicon import Name
from knowledge.matching.text_index import Term
from knowledge.models import EntryId, FacetId, Kind, Situation
from knowledge.text.language import Language
from knowledge.text.normalize import SPACE_IN_HAN
from knowledge.text.phrases import Span, places_of
from knowledge.text.story import OPEN
from knowledge.text.tokens import Tokens

SOURCE, AGAIN, SHORTER, SOME = "source", "again", "shorter", "some"
CHINESE, FOREIGN = "zh", "foreign"
RETELLINGS = frozenset({SOURCE, AGAIN, SHORTER, SOME, CHINESE, FOREIGN, *Language})
"""What is said around questions and asks for the answer before: where it stands, or to be told it
once more, in fewer words, some points of it, or it in another language."""
REQUEST = "request"
"""Words around these: please, send me, that, the third."""
_SCRIPTS = frozenset({Language.SIMPLIFIED, Language.TRADITIONAL})
_LANGUAGES = frozenset({CHINESE, *Language})
_MARKS = frozenset(",。.;!?、-—")
# What stands in quotation marks is another text: to be translated, for one.
_QUOTES = frozenset('"“”「」『』')
SITUATIONS = frozenset(one.value for one in Situation if one is not Situation.NO_HC)
"""Facets that tell what holds in a situation; what holds without an HC is told within others."""
_THANKING = frozenset("👍🙏👌👏💪✅❤♥😊🙂🤝💯")
_NAMELESS = frozenset({"它", "it", "its"})
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
        asked = [
            cue
            for cue in self.cues
            if cue.value.entry in (None, *self.entries)
            and not any(name.covers(cue) for name in self.names)
        ]
        one = len({(span.start, span.end) for span in self.names}) == 1
        return self.entries if one and not asked and not self.outside(self.names) else ()

    @property
    def open_facet(self) -> FacetId | None:
        """Return the facet asked for where the question does not say of what; else None."""
        asked = self.asked
        if self.names or not asked or len(self.terms) > _FEW_TERMS:
            return None
        # "That committee" says of what no more than "it" does.
        outside = self._weight_outside([*self.general, *(self.things if self.pointed_at else ())])
        # "What is the vision?" asks for the vision: "what is" goes with any facet.
        longest = max(asked, key=lambda c: (c.value.facet != "definition", c.quality, c.length))
        # "It" stands for what is not said, however much is said beside it.
        nameless = not _NAMELESS.isdisjoint(self.tokens.lower)
        return longest.value.facet if nameless or outside <= _LITTLE_WEIGHT else None

    @property
    def only_things(self) -> bool:
        """Return whether it speaks of a kind of thing, not of which one nor what of it."""
        few = not self.names and 0 < len(self.terms) <= _FEW_TERMS
        asks = any(cue.value.facet != "definition" for cue in self.asked)
        return (
            few
            and not asks
            and bool(self.things)
            and self._weight_outside([*self.asked, *self.things]) <= _NO_WEIGHT
        )

    @property
    def asked(self) -> list[Span[Cue]]:
        """Return what asks for a facet: "coordinator" alone does not ask how they coordinate."""
        return [cue for cue in self.general if not any(thing.covers(cue) for thing in self.things)]

    @property
    def general(self) -> list[Span[Cue]]:
        """Return the cues that ask of any entry."""
        return [cue for cue in self.cues if cue.value.entry is None]

    @property
    def said(self) -> str:
        """Return all that is said in lower case, with nothing between the words."""
        return self.tokens.said

    def written(self, start: int, end: int) -> str:
        """Return some tokens as they are written: characters side by side, words with spaces."""
        return SPACE_IN_HAN.sub("", " ".join(self.tokens.lower[start:end]))

    def said_in(self, span: Span[Any]) -> str:
        """Return what a span covers, with nothing between the words."""
        return "".join(self.tokens.lower[span.start : span.end])

    def _weight_outside(self, spans: Sequence[Span[Any]]) -> float:
        return sum(term.weight for term in self.outside(spans))

    @property
    def only_chatter(self) -> str | None:
        """Return what kind of chatter the whole message is; None if it says more than that."""
        if not self.tokens.words:
            thanks = any(token.raw in _THANKING for token in self.tokens)
            return "thanks" if thanks else "presence"
        said = [span for span in self.chatter if span.value not in {*RETELLINGS, REQUEST}]
        kinds = [span.value for span in said]
        rest = [term for term in self.outside(said) if term.known]
        if not kinds or len(rest) > 1 or self.names:
            return None
        # "Ok, who funds it?" asks; who goes for a coffee does not ask for one.
        asking: list[Span[Any]] = [*self.unanswered, *self.general]
        if not all(any(span.covers(one) for span in said) for one in asking):
            return None
        return next((kind for kind in kinds if kind != "laughter"), "laughter")

    @property
    def retelling(self) -> frozenset[str]:
        """Return how it asks for nothing but the answer before: "which document says so?".

        Another clause may tell why: "I deleted it, send that again".
        """
        if self.names or any(token.raw in _QUOTES for token in self.tokens):
            return frozenset()
        outside = places_of(self.outside(self.chatter))
        asked: set[str] = set()
        for clause in self.clauses():
            if outside.isdisjoint(clause):
                asked.update(s.value for s in self.chatter if s.start in clause)
            elif self._asks_in(clause):
                return frozenset()
        return RETELLINGS & asked

    def clauses(self) -> Iterator[range]:
        """Yield where each clause begins and ends, without the mark behind it."""
        marks = [place for place, token in enumerate(self.tokens) if token.raw in _MARKS]
        for start, end in pairwise([-1, *marks, len(self.tokens)]):
            yield range(start + 1, end)

    def _asks_in(self, clause: range) -> bool:
        """Return whether a clause asks for something."""
        cued = any(cue.start in clause for cue in self.asked)
        said = " ".join(token.raw for token in self.tokens[clause.start : clause.stop + 1])
        return cued or bool(OPEN.search(said))

    @property
    def asks_beside_chatter(self) -> bool:
        """Return whether it asks for more than what something is, in whichever language."""
        asked = [cue for cue in self.general if cue.value.facet != "definition"]
        return not all(any(span.covers(cue) for span in self.chatter) for cue in asked)

    @property
    def asks_no_more(self) -> bool:
        """Return whether it holds nothing but what is said around questions."""
        return not self.names and not self.outside(self.chatter)

    @property
    def wanted_language(self) -> Language | str | None:
        """Return the language it names last, or ``CHINESE`` in whichever script."""
        spans = [span for span in self.chatter if span.value in _LANGUAGES]
        # "I do not read English" wants Chinese.
        spans = [s for s in spans if not any(o.exceeds(s) for o in spans)]
        named = {span.start: span.value for span in spans}
        scripts = [Language(value) for value in named.values() if value in _SCRIPTS]
        last = named[max(named)] if named else None
        # "Traditional Chinese" names a script.
        if last == CHINESE:
            return scripts[-1] if scripts else CHINESE
        return Language(last) if last is not None else None

    @property
    def says_little(self) -> bool:
        """Return whether no word of it says much of anything: "why not?"."""
        return not self.names and self._weight_outside(()) <= _LITTLE_WEIGHT

    def outside(self, spans: Iterable[Span[Any]]) -> list[Term]:
        """Return what is said beside some of it."""
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
