"""Say a follow-up in full: the name that it leaves out stands in the answer before."""

import re
from collections.abc import Callable, Sequence

from knowledge.answering.answer import points_of
from knowledge.content.base import KnowledgeBase
from knowledge.deciding.telling import tells_who_helps
from knowledge.matching.reading import Reading
from knowledge.models import EntryId, Kind
from knowledge.text.language import Language
from knowledge.text.normalize import normalize
from knowledge.text.ordinals import PLACE, place_asked_for
from knowledge.text.script import to_simplified
from knowledge.text.story import WORD

_PRONOUN = re.compile(r"[他她它]|\b(?:he|she|it|him|her|they|them)\b", re.IGNORECASE)
# Of what may have been talked about only documents are adopted.
_ADOPTED = re.compile(r"[时年月]通过|通过[的于]|\b(?:adopted|passed)\b", re.IGNORECASE)
# So short is a question for one of several things.
_FEW_WORDS = 12


class Restating:
    """Puts the name of an entry where a follow-up has a pronoun, a place in a list, or nothing.

    Args:
        knowledge: What is known.
        read: Tells what a text names and asks.
        asks_one_end: Whether a question asks what stands at one end of a relation.
    """

    def __init__(
        self,
        knowledge: KnowledgeBase,
        read: Callable[[str], Reading],
        asks_one_end: Callable[[Reading], bool],
    ) -> None:
        self._knowledge = knowledge
        self._read = read
        self._asks_one_end = asks_one_end

    def in_full(
        self,
        question: str,
        reading: Reading,
        about: EntryId,
        told: Callable[[], Sequence[str]],
        language: Language,
    ) -> str | None:
        """Return a follow-up as a question by itself; None where it is none of these.

        Args:
            question: What the user wrote.
            reading: What that names and asks.
            about: The entry talked about.
            told: Tells the paragraphs of the answer before.
            language: The language of the answer.
        """
        if reading.names:
            return None
        point = self._point(question, reading, told)
        if point is not None:
            return self._with_name(_plain(question), PLACE, point, language)
        if _ADOPTED.search(question) and (document := self._document(told())) is not None:
            return f"{self._name(document, language)} {question}"
        if _PRONOUN.search(question) and not tells_who_helps(question, "\n".join(told())):
            full = self._with_name(question, _PRONOUN, about, language)
            return full if self._asks_one_end(self._read(full)) else None
        return None

    def _point(
        self, question: str, reading: Reading, told: Callable[[], Sequence[str]]
    ) -> EntryId | None:
        """Return what stands at the place of a list that is asked of: "who leads the first?"."""
        if not reading.asks_beside_chatter or len(WORD.findall(question)) > _FEW_WORDS:
            return None
        if not PLACE.search(_plain(question)):
            return None
        points = [point for text in told() for point in points_of(text)]
        place = place_asked_for(question, among=len(points))
        if place is None or not 0 < place <= len(points):
            return None
        asked = {cue.value.facet for cue in reading.general}
        named = self._read(points[place - 1]).entries[:1]
        entries = self._knowledge.entries
        return next((one for one in named if not asked.isdisjoint(entries[one].facets)), None)

    def _document(self, told: Sequence[str]) -> EntryId | None:
        """Return the first document that was named."""
        named = (entry for text in told for entry in self._read(text).entries)
        entries = self._knowledge.entries
        return next((one for one in named if entries[one].kind is Kind.DOCUMENT), None)

    def _with_name(
        self, question: str, place: re.Pattern[str], entry: EntryId, language: Language
    ) -> str:
        name = self._name(entry, language)
        return place.sub(lambda _match: name, question, count=1)

    def _name(self, entry: EntryId, language: Language) -> str:
        return language.of(self._knowledge.entries[entry].name)


def _plain(question: str) -> str:
    """Return a question as places in a list are read in it."""
    return to_simplified(normalize(question)).lower()
