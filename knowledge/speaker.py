"""Say what a question was understood as: which parts make the reply, in which order."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.answer import Composer, Part
from knowledge.audience import Audience
from knowledge.base import KnowledgeBase
from knowledge.chains import Chains
from knowledge.decision import Ambiguous, Hit, Miss, Verdict
from knowledge.follow_up import Topic, topic_of
from knowledge.language import Language
from knowledge.lead_questions import LeadQuestions
from knowledge.lexicon import Synonyms
from knowledge.models import EntryId, Situation
from knowledge.nearest import Nearest
from knowledge.ordinals import place_asked_for
from knowledge.pointing_back import asks_for_other
from knowledge.quoting import Quoting
from knowledge.ranking import Ranking
from knowledge.reading import SHORTER, SOURCE, Reading
from knowledge.relations import chain
from knowledge.reply import Choice, Reply, Status
from knowledge.telling import (
    is_statement,
    taken_leave,
    told_already,
    told_of,
)
from knowledge.text_index import Card
from knowledge.understanding import Understood
from knowledge.yes_no import Judgement, YesNo

# An answer is read on a phone, in one go.
MAX_CHARACTERS = 1150
POINT = "- "
"""How a line of a list begins."""
# Who asks where the original is to be found is told just that.
_LEADING_THERE = frozenset({"link", "guidance"})
# Cues of these facets tell which situation the asker is in.
_SITUATIONS = {situation.value: situation for situation in Situation}


class Speaker:
    """Puts replies together, for an audience."""

    def __init__(
        self, knowledge: KnowledgeBase, nearest: Nearest, yes_no: YesNo, audience: Audience
    ) -> None:
        self._knowledge = knowledge
        self._nearest = nearest
        self.composer = Composer(knowledge, audience)
        self._chains = Chains(knowledge, self.composer)
        self._lead_questions = LeadQuestions(knowledge, self.composer)
        self._yes_no = yes_no
        words = knowledge.vocabulary
        self._quoting = Quoting(words.quoting, Synonyms(words.synonyms))

    def follow_up(
        self, question: str, understood: Understood, language: Language, topic: Topic | None
    ) -> Reply | None:
        """Return a reply that goes on from what was talked about; None where none would.

        Chatter leaves the topic as it is, and a chain that is asked for may begin there. Whoever
        asks where that stands is shown it again: every answer says where it stands. So is who asks
        for it in another language, and who asks "why?" or "since when?" where nothing more is told
        of it.
        """
        ranking, reading = understood.ranking, understood.ranking.reading
        asked = reading.retelling
        language = next((one for one in Language if one in asked), language)
        if topic is not None and self._knowledge.holds(topic.entry, topic.facet):
            told = self._told_again(question, ranking, topic, language)
            told = told or self._one_of_several(question, reading, topic, language)
            if told is not None:
                return told
        if asked - {SOURCE}:
            # Nothing was said before that could be told again.
            return Reply(Status.ANSWER, language, subject="presence")
        if (kind := reading.only_chatter or taken_leave(question, reading)) is not None:
            return Reply(Status.ANSWER, language, subject=kind, topic=topic)
        before = topic.entry if topic is not None else None
        line = self._chains.answer(reading, language, about=before)
        line = line or self._lead_questions.further_led(reading, language, about=before)
        if line is None:
            return None
        return Reply(
            Status.ANSWER, language, (line,), topic=topic_of((line,)), score=_score(ranking)
        )

    def _told_again(
        self, question: str, ranking: Ranking, topic: Topic, language: Language
    ) -> Reply | None:
        """Return the answer before if it is asked for, or tells what is asked: "since when?"."""
        reading, asked = ranking.reading, ranking.reading.retelling
        # Few questions may be told so: for all others nothing is composed.
        if not (ranking.open or asked or reading.says_little):
            return None
        told = self.show(Card(topic.entry, topic.facet), language)
        if not asked and not told_already(question, reading, told.parts[0].text):
            return None
        return _shortened(told) if SHORTER in asked else told

    def _one_of_several(
        self, question: str, reading: Reading, topic: Topic, language: Language
    ) -> Reply | None:
        """Return the answer before with one point of it first: "what is the second one?"."""
        asks_more = bool(reading.names) or reading.asks_beside_chatter
        retold = {span.value for span in reading.chatter}
        place = None if asks_more else place_asked_for(question)
        if place is None:
            return None
        language = next((one for one in Language if one in retold), language)
        told = self.show(Card(topic.entry, topic.facet), language)
        points = [line for line in told.parts[0].text.split("\n") if line.startswith(POINT)]
        if len(points) < place:
            # Named in a sentence, not in a list.
            return None if topic.other is not None and asks_for_other(reading) else told
        [part] = told.parts
        point = points[place - 1].removeprefix(POINT)
        return replace(told, parts=(replace(part, paragraphs=(point, *part.paragraphs)),))

    def reply(self, question: str, understood: Understood, language: Language) -> Reply:
        """Return any other reply: what is computed, the cards that fit, choices, or nothing.

        Whoever asks for a document's own words gets ours, in the language she names.
        """
        reading = understood.ranking.reading
        if not self._quoting.is_asked(reading):
            return self._reply(question, understood, language)
        asked = {span.value for span in reading.chatter}
        told = next((one for one in Language if one in asked), language)
        return self._reworded(self._reply(question, understood, told), language)

    def _reworded(self, reply: Reply, language: Language) -> Reply:
        """Return the first part of a reply after the notice that it quotes nothing."""
        notice = self._quoting.notice
        if notice is None or not reply.parts or reply.parts[0].card.facet in _LEADING_THERE:
            return reply
        first = reply.parts[0]
        return replace(
            reply, parts=(replace(first, paragraphs=(language.of(notice), *first.paragraphs)),)
        )

    def _reply(self, question: str, understood: Understood, language: Language) -> Reply:
        ranking, verdict = understood.ranking, understood.verdict
        counted = self._lead_questions.answer(ranking.reading, language)
        if counted is not None:
            return self._computed(counted, ranking, verdict, language)
        judgement = self._yes_no.judge(ranking.reading, language)
        if judgement is not None:
            judged = self._judged(judgement, language)
            return self._computed(judged, ranking, verdict, language)
        if is_statement(question, ranking, verdict):
            return Reply(Status.ANSWER, language, subject="noted", topic=told_of(ranking))
        return self._decided(verdict, ranking.reading, language)

    def show(self, card: Card, language: Language) -> Reply:
        """Return the answer that a card is."""
        part = self.composer.part(card, language)
        return Reply(Status.ANSWER, language, (part,), topic=Topic(card.entry, card.facet))

    def _decided(self, verdict: Verdict, reading: Reading, language: Language) -> Reply:
        match verdict:
            case Hit(cards, score):
                first, *others = (self._part(card, language, reading) for card in cards)
                parts = _with_room(first, others, reading.entries)
                return Reply(Status.ANSWER, language, parts, topic=topic_of(parts), score=score)
            case Ambiguous(cards, score):
                choices = self._choices(cards, language)
                return Reply(Status.CHOICES, language, choices=choices, score=score)
            case Miss(near, subject):
                choices = self._choices(near, language)
                return Reply(Status.NONE, language, choices=choices, subject=subject)

    def _computed(
        self, first: Part, ranking: Ranking, verdict: Verdict, language: Language
    ) -> Reply:
        """Say first what was computed, then the cards that fit as well."""
        cards = verdict.cards if isinstance(verdict, Hit) else ()
        others = (self._part(c, language, ranking.reading) for c in cards if c != first.card)
        parts = _with_room(first, others)
        return Reply(Status.ANSWER, language, parts, topic=topic_of(parts), score=_score(ranking))

    def _judged(self, judgement: Judgement, language: Language) -> Part:
        """Say yes or no before the card that tells the rest."""
        card = judgement.card
        if card is not None:
            part: Part | None = self.composer.part(card, language)
        else:
            part = self._chains.chain(chain(self._knowledge, judgement.about), language)
        if part is None:
            raise AssertionError("what is judged has a card or a chain")
        return replace(part, paragraphs=(judgement.verdict, *part.paragraphs))

    def _part(self, card: Card, language: Language, reading: Reading) -> Part:
        """Return a card with the statement first that the question asks for."""
        first = self._nearest.statement(card, reading)
        situation = next((_SITUATIONS[f] for f in reading.facets if f in _SITUATIONS), None)
        return self.composer.part(card, language, first=first, situation=situation)

    def _choices(self, cards: tuple[Card, ...], language: Language) -> tuple[Choice, ...]:
        return tuple(Choice(card, self.composer.title(card, language)) for card in cards)


def _shortened(reply: Reply) -> Reply:
    """Return the first statement alone."""
    [part] = reply.parts
    return replace(reply, parts=(replace(part, paragraphs=part.paragraphs[:1]),))


def _score(ranking: Ranking) -> float:
    return ranking.matches[0].score if ranking.matches else 0.0


def _with_room(
    first: Part, others: Iterable[Part], named: Sequence[EntryId] = ()
) -> tuple[Part, ...]:
    """Return the first part, and of the others those for which there is room on a phone.

    Whoever asks the same of two ("who leads health and who leads WASH") is told of both, of the
    second in short where there is no room for more.
    """
    parts, room = [first], MAX_CHARACTERS - len(first.text)
    for whole in others:
        same = whole.card.facet == first.card.facet and whole.card.entry in named
        short = same and len(whole.text) >= room
        part = replace(whole, paragraphs=whole.paragraphs[:1]) if short else whole
        if len(part.text) < room:
            parts.append(part)
            room -= len(part.text) + 2
    return tuple(parts)
