"""Which of the phrases that were found in a question are meant, and not there by chance."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from knowledge.matching.lexicon import Name
from knowledge.matching.reading import REQUEST, RETELLINGS, Cue
from knowledge.matching.text_index import Term
from knowledge.models import EntryId, Kind
from knowledge.text.phrases import Quality, Span
from knowledge.text.tokens import Token, Tokens

_POINTING = frozenset({"那", "这", "that", "this", "those", "these"})
_ASKING = frozenset("几谁哪何")
_MEASURES = frozenset("个名位家份项条次")
_TWO = 2
_ARTICLES = frozenset({"the", "a", "an"})
_DENYING = (("not",), ("不", "是"))
_MARKS = frozenset(",，、;；:：.。!！?？-—")
_INSTEAD = frozenset({"but", "而", "instead"})
_ASKING_MARKS = frozenset("?？")
_ASKING_FIRST = frozenset({"is", "are", "why", "为"})
_MEASURED = 2  # 那个会, 这一份: how far a pointing word may stand from what it points at


def without_denied(names: Sequence[Span[Name]], tokens: Tokens) -> list[Span[Name]]:
    """Return the names but those that another is set against: "shelter, not health"."""
    said = [name for name in names if not _is_denied(name, names, tokens.lower)]
    return said or list(names)


def _is_denied(name: Span[Name], names: Iterable[Span[Name]], words: tuple[str, ...]) -> bool:
    if words[name.end : name.end + 1] and words[name.end] not in _MARKS | _INSTEAD:
        return False  # "which clusters are not UNHCR's" sets it against nothing
    before = words[: name.start]
    if before and before[-1] in _ARTICLES:
        before = before[:-1]
    starts = [len(before) - len(said) for said in _DENYING if before[-len(said) :] == said]
    # "Is the RC not the HC?" asks of both.
    asks = words[-1] in _ASKING_MARKS or words[0] in _ASKING_FIRST
    return any(
        start == 0
        or words[start - 1] in _MARKS
        or (not asks and any(other.end == start for other in names))
        for start in starts
    )


def within_words(
    terms: Iterable[Term],
    names: Iterable[Span[Name]],
    things: Iterable[Span[Kind]],
    cues: Iterable[Span[Cue]],
) -> Iterator[Term]:
    """Yield the terms but the pair of characters across what is asked and a name: 谁管|物流.

    Nor that across a kind of thing and what is asked of it, where nothing is named: 基金|归谁.

    Such a pair is no word, stands in few texts, and so would weigh more than all the rest.
    """
    asked = [cue for cue in cues if cue.quality is Quality.EXACT]
    across = {cue.end for cue in asked} & {name.start for name in names}
    across |= {cue.start for cue in asked if cue.length > 1} & {thing.end for thing in things}
    for term in terms:
        if term.end - term.start == 1 or term.start + 1 not in across:
            yield term


def is_within(cue: Span[Cue], aside: Span[str]) -> bool:
    """Return whether a cue is but a part of a phrase that asks for nothing: 意思 in 不好意思."""
    return aside.exceeds(cue) and aside.quality is Quality.EXACT


def is_chatter(span: Span[str], tokens: Sequence[Token]) -> bool:
    """Return whether words said around questions are meant, not others that sound the same.

    A character alone is all that is said: 好; it stands in other words too. Of what is asked of
    the answer before any character may be a word (发, 译), and none is heard but in pinyin.
    """
    said = tokens[span.start : span.end]
    if span.value in {REQUEST, *RETELLINGS}:
        return span.quality is Quality.EXACT or any(
            one.is_han and one.raw.isascii() for one in said
        )
    if span.quality is Quality.SOUND and any(token.raw in _ASKING for token in said):
        return False  # 干几年 is no 感激
    if span.length > 1 or not tokens[span.start].is_han:
        return True
    others = (token for token in tokens if token.is_han or token.is_word)
    return span.quality is Quality.EXACT and sum(1 for _token in others) == 1


def is_pointed_at(kind: Span[Kind], tokens: Sequence[Token]) -> bool:
    """Return whether a kind of thing is pointed at instead of named: "that fund", "那个基金"."""
    before = tokens[max(0, kind.start - _MEASURED) : kind.start]
    return any(token.raw.lower() in _POINTING for token in before)


def is_sure(span: Span[Cue] | Span[str], terms: Sequence[Term]) -> bool:
    """Return whether a phrase heard by its sound is not just two other words side by side."""
    if span.quality is Quality.EXACT:
        return True
    inside = [term for term in terms if span.covers(term)]
    written = all(term.known and term.factor == 1.0 for term in inside)
    return len(inside) >= span.length - 1 and not written


def is_half_of_choice(span: Span[Cue], tokens: Sequence[Token]) -> bool:
    """Return whether a word that forbids is but half of one that asks whether: 不能 in 能不能."""
    if span.length != _TWO or span.start == 0 or tokens[span.start].raw != "不":
        return False
    return tokens[span.start - 1].raw == tokens[span.start + 1].raw


def is_heard_across(span: Span[Cue], name: Span[Name]) -> bool:
    """Return whether words are heard over an end of a name that was written right: 委员会|包括."""
    if span.quality is Quality.EXACT or name.quality is not Quality.EXACT:
        return False
    return span.start < name.start < span.end or span.start < name.end < span.end


def is_heard_apart(span: Span[str], tokens: Sequence[Token]) -> bool:
    """Return whether words are heard over a mark or in what counts: 事，免得 or 一名|区域."""
    if span.quality is Quality.EXACT:
        return False
    written = [token.raw for token in tokens[span.start : span.end]]
    counts = written[0] == "一" and written[1] in _MEASURES
    return counts or not all(word.isalnum() for word in written)


def is_of_two_words(span: Span[str], cues: Iterable[Span[Cue]], terms: Iterable[Term]) -> bool:
    """Return whether two characters end one word and begin another: 里面|包括."""
    if span.length != _TWO:
        return False
    begins = any(
        cue.start == span.start + 1 and cue.length > 1 and cue.quality is Quality.EXACT
        for cue in cues
    )
    return begins and any(
        term.known and term.start < span.start < term.end < span.end for term in terms
    )


def longest(found: Sequence[Span[Cue]], names: Sequence[Span[Name]]) -> list[Span[Cue]]:
    """Keep the cues that are neither part of a name nor of a longer cue of the same kind."""
    outside = [span for span in found if not any(name.exceeds(span) for name in names)]
    of_entry: dict[EntryId | None, list[Span[Cue]]] = defaultdict(list)
    for span in outside:
        of_entry[span.value.entry].append(span)
    return [
        span
        for span in outside
        if not any(
            other.exceeds(span) and other.quality >= span.quality
            for other in of_entry[span.value.entry]
        )
    ]
