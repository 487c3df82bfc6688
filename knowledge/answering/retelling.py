"""Tell the answer before once more: in another language, in fewer words, or a point of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from knowledge.answering.answer import POINT, Composer, Part, as_list, points_of
from knowledge.answering.reply import Reply, Status
from knowledge.content.base import KnowledgeBase
from knowledge.deciding.follow_up import Topic
from knowledge.deciding.telling import (
    asks_of_told,
    asks_only_why,
    gives_reason,
    told_already,
)
from knowledge.matching.pointing_back import asks_for_other
from knowledge.matching.ranking import Ranking
from knowledge.matching.reading import CHINESE, SHORTER, SOME, SOURCE, Reading
from knowledge.models import Card, Kind
from knowledge.text.language import Language, has_characters
from knowledge.text.ordinals import how_many, place_asked_for

# A point that takes up more is cut where "a few words each" are asked for; a character is two.
FEW_WORDS = 40
_DEEDS = frozenset({Kind.PROCEDURE, Kind.CONCEPT})
_REASONS = (
    "principles",
    "caution",
    "co_leadership",
    "exception",
    "eligibility",
    "advantages",
    "purpose",
)
"""Facets that may say why, the likeliest first."""
_OF_ANYTHING = frozenset({"definition", "role"})
_LISTED = re.compile(r"[：:]\s*([^：:。.\n]+?(?:、|, )[^：:。.\n]+)[。.]")
_BETWEEN = re.compile(r"、|和|, and | and |, ")
_PAUSE = re.compile(r"[，；。]|[,;.](?= )")
_COLON = re.compile(r"：|: ")


def language_wanted(reading: Reading, language: Language) -> Language:
    """Return the language in which the answer before is asked for, or that of the question."""
    wanted = reading.wanted_language
    if isinstance(wanted, Language):
        return wanted
    return Language.SIMPLIFIED if wanted == CHINESE and not language.is_chinese else language


class Retelling:
    """Tells an answer again."""

    def __init__(self, knowledge: KnowledgeBase, composer: Composer) -> None:
        self._knowledge = knowledge
        self._composer = composer

    def told(
        self, question: str, ranking: Ranking, topic: Topic, language: Language
    ) -> Reply | None:
        """Return the answer before if it is asked for, or tells what is asked: "since when?".

        Args:
            question: What the user wrote.
            ranking: What it was read as.
            topic: What was told before.
            language: That of the question.
        """
        reading, wishes = ranking.reading, ranking.reading.retelling
        # Few questions may be told so: for all others nothing is composed.
        little = reading.asks_no_more or reading.says_little
        of_told = asks_of_told(question, reading) and not self._names_a_deed(reading)
        if not (ranking.open or wishes or little or of_told or asks_only_why(question, reading)):
            return None
        language = language_wanted(reading, language)
        part = self.part(topic, language)
        points = _points(part.text)
        place = self._place(question, reading, topic, len(points))
        asked = reading.open_facet or ""
        # "The fourth: what does it say?" asks of that point, not what the thing itself does.
        of_point = place is not None and asked in _OF_ANYTHING
        if not (wishes or of_point) and self._knowledge.holds(topic.entry, asked):
            return None
        if place is None and wishes - {SOURCE}:
            place = topic.point or None
        if place is not None and SOME not in wishes:
            return self._point(part, topic, place, language, shorter=SHORTER in wishes)
        if SOME in wishes and not points:
            return Reply(Status.NONE, language)
        if wishes:
            told = _as_wished(question, part, wishes)
            parts = (told, *self._beside(topic, language)) if told is part else (told,)
            return Reply(Status.ANSWER, language, parts, topic=topic)
        if told_already(question, reading, part.text):
            only = asks_only_why(question, reading)
            part = self._with_reason(part, language) if only else part
            about = replace(topic, facet=part.card.facet, first=part.first)
            return Reply(Status.ANSWER, language, (part,), topic=about)
        return None

    def _with_reason(self, part: Part, language: Language) -> Part:
        """Return what was told if that says why, or else what of the same entry does."""
        held = self._knowledge.entries[part.card.entry].facets
        reasons = (Card(part.card.entry, facet) for facet in _REASONS if facet in held)
        told = (part, *self._composed(reasons, language))
        return next((one for one in told if gives_reason(one.text)), part)

    def _names_a_deed(self, reading: Reading) -> bool:
        """Return whether something is named that is done: "why not merge clusters?"."""
        entries = self._knowledge.entries
        return any(entries[entry].kind in _DEEDS for entry in reading.entries)

    def part(self, topic: Topic, language: Language) -> Part:
        """Return what was told, with the same statement first."""
        held = self._knowledge.entries[topic.entry].facets[topic.facet].statements
        first = topic.first if topic.first < len(held) else 0
        return self._composer.part(Card(topic.entry, topic.facet), language, first=first)

    def _beside(self, topic: Topic, language: Language) -> Iterator[Part]:
        held = (one for one in topic.beside if self._knowledge.holds(one.entry, one.facet))
        return self._composed(held, language)

    def _composed(self, cards: Iterable[Card], language: Language) -> Iterator[Part]:
        return (self._composer.part(card, language) for card in cards)

    def _place(self, question: str, reading: Reading, topic: Topic, points: int) -> int | None:
        if reading.unanswered or not reading.asks_no_more:
            return None
        place = place_asked_for(question, among=points, after=topic.point)
        other = topic.other is not None and asks_for_other(reading)
        return None if other and place is not None and place > points else place

    def _point(
        self, part: Part, topic: Topic, place: int, language: Language, *, shorter: bool
    ) -> Reply:
        """Return the answer with one point of it first; all of it where there are not so many."""
        points = _points(part.text)
        if not 0 < place <= len(points):
            return Reply(Status.ANSWER, language, (part,), topic=replace(topic, point=0))
        told = replace(topic, point=place)
        if POINT + points[place - 1] not in part.text.split("\n"):
            found = self._explained(points[place - 1], place, topic, language)
            part, told = found or (part, told)
            points = _points(part.text)
        point = points[place - 1]
        paragraphs = (point,) if shorter else (point, *part.paragraphs)
        part = replace(part, paragraphs=paragraphs)
        return Reply(Status.ANSWER, language, (part,), topic=told)

    def _explained(
        self, point: str, place: int, topic: Topic, language: Language
    ) -> tuple[Part, Topic] | None:
        """Return what lists and explains a point that is only named; None if nothing does."""
        own = (Card(topic.entry, facet) for facet in self._knowledge.entries[topic.entry].facets)
        for explaining in (*self._composed(own, language), *self._beside(topic, language)):
            points = _points(explaining.text)
            if len(points) >= place and points[place - 1].startswith(f"{point}{language.colon}"):
                card = explaining.card
                told = replace(topic, entry=card.entry, facet=card.facet, first=0, point=place)
                return explaining, told
        return None


def _as_wished(question: str, part: Part, wishes: frozenset[str]) -> Part:
    """Return the answer with its first points alone, in fewer words, or itself."""
    if SOME in wishes:
        count = how_many(question)
        part = replace(part, paragraphs=(as_list(_points(part.text)[:count]),))
    if SHORTER in wishes:
        part = replace(part, paragraphs=(_in_few_words(part.paragraphs[0]),))
    return part


def _points(text: str) -> list[str]:
    """Return the points of a list, or what a sentence lists: "four: A, B, C and D"."""
    points = points_of(text)
    listed = None if points else _LISTED.search(text)
    return _BETWEEN.split(listed[1]) if listed else points


def _in_few_words(text: str) -> str:
    """Return a text with the points of a list up to their first pause, and a mark if cut."""
    return "\n".join(_cut(line) if line.startswith(POINT) else line for line in text.split("\n"))


def _cut(point: str) -> str:
    if len(point) + sum(map(has_characters, point)) <= FEW_WORDS:
        return point
    # What stands before a colon says only what the point is about.
    colon = _COLON.search(point)
    pause = _PAUSE.search(point, colon.end() if colon else 0)
    return f"{point[: pause.start()]}…" if pause else point
