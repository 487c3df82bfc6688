"""What in a question points back to what was said before it, or corrects that."""

import re
from itertools import pairwise
from typing import Any

from knowledge.matching.reading import Cue, Reading
from knowledge.text.phrases import Span

_MARKS = frozenset("?？")
_PARTING = frozenset(",，;；:：.。?？!！")
_POINTERS = frozenset(
    [*"它他她那其", "ta", "it", "its", "they", "them", "their", "that", "he", "she"]
)
_PRONOUNS = _POINTERS - {"那", "其", "that"}
_IN_IT = frozenset({"it", "them"})
_WITHIN = ("在里面", "从里面", "在里头", "在当中", "里头", "这里面")
_INSIDE = ("里头", "里面", "其中", "当中")
_PERSON = frozenset({"他", "她", "he", "she", "him", "his", "her"})
_OTHER = (
    "另一", "另外一", "后一个", "后面那", "后者", "第二个呢",
    "theother", "thelatter", "thesecondone",
)  # fmt: skip
# A question of so few terms may be no more than a word of the one before.
_FEW_TERMS = 3
_BEGINS = frozenset({"and", "what", "how"})
_ENDS = frozenset({"的", "one", "ones", "too"})
_AS_WELL = re.compile(r"也[来发给说](?:一|我|$)")
_AND = frozenset({"呢", "ne"})
# Said by who was understood wrongly: "no, I meant the HLCP".
_TAKES_BACK = frozenset({"no", "not", "nope", "sorry", "wait", "actually"})
_MEANT = frozenset({"meant", "mean", "rather"})
_ASKS_WHAT = re.compile(r"[谁哪几]|什么|多少|who|what|which|when|where|how|why")
_WHY_NOT = re.compile(
    r"^那?(?:为什么|为何|为啥|凭什么|凭啥)不[是由归]|^(?:and|but|so|then)?whynot"
)
_CORRECTS = re.compile(r"^啊?(?:不是|不对|[搞说打]?错了)|是说|[说问指]的是")


def asks_why_not(reading: Reading) -> bool:
    """Return whether it names another answer than the one told: "why not the government?"."""
    if not reading.names or not _WHY_NOT.search(reading.said):
        return False
    # "The host government" names no more than "the government"; "merge clusters" says more.
    naming = [cue for cue in reading.general if any(cue.covers(name) for name in reading.names)]
    said: list[Span[Any]] = [*reading.names, *naming]
    return all(any(span.covers(term) for span in said) for term in reading.terms)


def points_back(reading: Reading) -> bool:
    """Return whether a pronoun stands for something said before, or it is all inside that."""
    return not _POINTERS.isdisjoint(reading.tokens.lower) or _says(_WITHIN, reading)


def has_pronoun(reading: Reading) -> bool:
    """Return whether "it" or "they" stands for something said in a message before.

    In "I meant CERF, who manages it?" it stands for CERF.
    """
    tokens = reading.tokens
    said = [place for place, word in enumerate(tokens.lower) if word in _PRONOUNS]
    parted = [place for place, token in enumerate(tokens) if token.raw in _PARTING]
    own = any(
        name.end <= mark < place for name in reading.names for mark in parted for place in said
    )
    return bool(said or _says(_WITHIN, reading)) and not own


def begins_within(reading: Reading) -> bool:
    """Return whether it asks of what is inside what was talked about: 里头红会算啥."""
    return reading.said.removeprefix("那").removeprefix("这").startswith(_INSIDE)


def asks_within(reading: Reading) -> bool:
    """Return whether it asks what one that is named does in that: OCHA在里头干啥."""
    words = reading.tokens.lower
    within = any(words[name.end : name.end + 1] == ("在",) for name in reading.names)
    return within and len(reading.entries) == 1 and _says(_WITHIN, reading)


def asks_whether_within(reading: Reading) -> bool:
    """Return whether all it asks is if what it names has a part in that: "can NGOs get it?"."""
    asked = (cue for cue in reading.cues if cue.value.entry in (None, *reading.entries))
    more = any(not any(name.covers(cue) for name in reading.names) for cue in asked)
    inside = _says(_WITHIN, reading) or not _IN_IT.isdisjoint(reading.tokens.words)
    return has_pronoun(reading) and inside and not more and not _ASKS_WHAT.search(reading.said)


def refers_back(reading: Reading) -> bool:
    """Return whether a question leans on what was said before: a pronoun, or no name."""
    return not reading.names or points_back(reading)


def asks_for_person(reading: Reading) -> bool:
    """Return whether it asks of him or her."""
    return not _PERSON.isdisjoint(reading.tokens.lower)


def asks_for_other(reading: Reading) -> bool:
    """Return whether it asks for the second of two: "and the other one?"."""
    return _says(_OTHER, reading)


def is_elliptic(reading: Reading) -> bool:
    """Return whether it only changes a word of the question before: "and in a disaster?"."""
    words = reading.tokens.words
    if _further_terms(reading) > _FEW_TERMS or not words:
        return False
    ends = words[-1] in _ENDS or words[-2:] in (("那", "个"), ("as", "well"))
    named = bool(reading.names) and (ends or bool(_AS_WELL.search("".join(words))))
    return named or words[-1] in _AND or words[0] in _BEGINS


def _further_terms(reading: Reading) -> int:
    """Return how many terms there are, a name counting as one: 再给个|庇护所集群|的."""
    names = {(name.start, name.end) for name in reading.names}
    outside = [t for t in reading.terms if not any(name.covers(t) for name in reading.names)]
    return min(len(reading.terms), len(outside) + len(names))


def asks_further(reading: Reading) -> bool:
    """Return whether it asks the same of a name, and then more: "UNSDG呢，谁主持也写上"."""
    said = reading.tokens.lower
    parted = any(one in _AND and mark in _PARTING for one, mark in pairwise(said))
    return parted or (
        bool(_PARTING.intersection(said[:-1])) and reading.tokens.words[:1] == ("and",)
    )


def asks_the_same(reading: Reading) -> bool:
    """Return whether a name alone is asked about: "and the HLCM", "no, I meant the HLCM"."""
    marked = any(token.raw in _MARKS for token in reading.tokens[-1:])
    return marked or is_elliptic(reading) or corrects(reading)


def corrects(reading: Reading) -> bool:
    """Return whether it says that something else was meant."""
    words = reading.tokens.words
    meant = not _TAKES_BACK.isdisjoint(words[:1]) or not _MEANT.isdisjoint(words)
    return meant or bool(_CORRECTS.search(reading.said))


def lacks_facet(reading: Reading) -> bool:
    """Return whether it asks for no facet: "the protection one?" does not ask to protect."""
    if not reading.facets or not asks_the_same(reading):
        return not reading.facets
    asked = [cue for cue in reading.general if not _only_begins(cue, reading)]
    return all(any(name.covers(cue) for name in reading.names) for cue in asked)


def _only_begins(cue: Span[Cue], reading: Reading) -> bool:
    """Return whether a cue is no more than the "what" of "what about"."""
    return cue.length == 1 and reading.tokens.lower[cue.end : cue.end + 1] == ("about",)


def _says(words: tuple[str, ...], reading: Reading) -> bool:
    said = reading.said
    return any(word in said for word in words)
