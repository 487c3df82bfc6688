"""Say what a question was understood as: which parts make the reply, in which order."""

from dataclasses import replace

from knowledge.answering.answer import Composer, Part
from knowledge.answering.audience import Audience
from knowledge.answering.chains import Chains
from knowledge.answering.full_form import asks_chinese_name, asks_full_form, full_form
from knowledge.answering.funds import Funds
from knowledge.answering.judging import Judgement
from knowledge.answering.lead_questions import LeadQuestions
from knowledge.answering.other_end import OtherEnd
from knowledge.answering.overruling import overruled
from knowledge.answering.quoting import Quoting
from knowledge.answering.reply import NOTED, Choice, Reply, Status, topic_of
from knowledge.answering.retelling import Retelling, language_wanted
from knowledge.answering.room import with_room
from knowledge.answering.tie import Ties
from knowledge.answering.yes_no import YesNo
from knowledge.content.base import KnowledgeBase
from knowledge.deciding.decision import Ambiguous, Hit, Miss, Verdict, near_of
from knowledge.deciding.follow_up import Topic
from knowledge.deciding.telling import is_statement, taken_leave, told_of
from knowledge.deciding.understanding import Understood
from knowledge.matching.lexicon import Synonyms
from knowledge.matching.nearest import Nearest
from knowledge.matching.one_end import End
from knowledge.matching.pointing_back import asks_within, begins_within
from knowledge.matching.ranking import Ranking
from knowledge.matching.reading import FOREIGN, SOME, SOURCE, Reading
from knowledge.models import Card, EntryId, Situation
from knowledge.tables.relations import chain
from knowledge.text.language import Language

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
        self._retelling = Retelling(knowledge, self.composer)
        self._chains = Chains(knowledge, self.composer)
        self._lead_questions = LeadQuestions(knowledge, self.composer)
        self.other_end = OtherEnd(knowledge, self.composer)
        self._ties = Ties(knowledge, self.composer)
        self._yes_no = yes_no
        self._funds = Funds(knowledge)
        words = knowledge.vocabulary
        self._quoting = Quoting(words.quoting, Synonyms(words.synonyms))

    def follow_up(
        self, question: str, understood: Understood, language: Language, topic: Topic | None
    ) -> Reply | None:
        """Return a reply that goes on from what was talked about; None where none would.

        Chatter leaves the topic as it is, and a chain that is asked for may begin there. What was
        told may be asked for again.
        """
        ranking, reading = understood.ranking, understood.ranking.reading
        asked = reading.retelling
        if FOREIGN in asked:
            return Reply(Status.ANSWER, language, subject="languages", topic=topic)
        if topic is not None and self._knowledge.holds(topic.entry, topic.facet):
            told = self._retelling.told(question, ranking, topic, language)
            told = told or self._within(reading, topic, language)
            told = told or self._quoted(reading, topic, language)
            if told is not None:
                return told
        if asked - {SOURCE, SOME}:
            # Nothing was said before that could be told again.
            wanted = language_wanted(reading, language)
            return Reply(Status.ANSWER, wanted, subject="presence")
        kind = reading.only_chatter or taken_leave(question, reading)
        if kind is not None and not (topic is not None and _asks_of(topic, reading)):
            return Reply(Status.ANSWER, language, subject=kind, topic=topic)
        before = topic.entry if topic is not None else None
        line = self._chains.answer(reading, language, about=before)
        line = line or self._lead_questions.further_led(reading, language, about=before)
        if line is None:
            return None
        return Reply(
            Status.ANSWER, language, (line,), topic=topic_of((line,)), score=_score(ranking)
        )

    def _quoted(self, reading: Reading, topic: Topic, language: Language) -> Reply | None:
        """Return the answer before if its own words are asked for: "the exact wording?"."""
        if not self._quoting.is_all_asked(reading):
            return None
        part = self._retelling.part(topic, language_wanted(reading, language))
        return self._reworded(Reply(Status.ANSWER, language, (part,), topic=topic), language)

    def _within(self, reading: Reading, topic: Topic, language: Language) -> Reply | None:
        """Return the answer before if it is asked what a name is in it: 里头红会算啥身份."""
        begins = bool(reading.names) and begins_within(reading)
        if not (asks_within(reading) or (begins and not reading.asks_beside_chatter)):
            return None
        part = self._part(Card(topic.entry, topic.facet), language, reading)
        if not begins and not self._speaks_of(part, reading.entries[0], language):
            return None
        return Reply(Status.ANSWER, language, (part,), topic=topic)

    def _speaks_of(self, part: Part, named: EntryId, language: Language) -> bool:
        """Return whether a part tells of an entry by its name or its abbreviation."""
        entry = self._knowledge.entries[named]
        return any(name in part.text for name in (language.of(entry.name), *entry.abbreviations))

    def reply(self, question: str, understood: Understood, language: Language) -> Reply:
        """Return any other reply: what is computed, the cards that fit, choices, or nothing.

        Whoever asks for a document's own words gets ours, in the language she names.
        """
        reading = understood.ranking.reading
        if not self._quoting.is_asked(reading):
            reply = self._reply(question, understood, language)
            chinese = reply.language.is_chinese
            asked = asks_full_form(question) if chinese else asks_chinese_name(question)
            return self._named_in_full(reply, reading) if asked else reply
        wanted = language_wanted(reading, language)
        return self._reworded(self._reply(question, understood, wanted), language)

    def noted(self, question: str, understood: Understood, language: Language) -> Reply:
        """Return the reply to a message that tells something and asks nothing."""
        topic = told_of(question, understood.ranking)
        return Reply(Status.ANSWER, language, subject=NOTED, topic=topic)

    def _named_in_full(self, reply: Reply, reading: Reading) -> Reply:
        """Return an answer after the name, in the other language, of the one entry named."""
        language, named = reply.language, set(reading.entries)
        if not (reply.parts and len(named) == 1):
            return reply
        entry = self._knowledge.entries[named.pop()]
        name = full_form(entry) if language.is_chinese else entry.name.zh
        first = reply.parts[0]
        if first.card.entry != entry.id or name is None or name in first.text:
            return reply
        line = f"{self.composer.name(entry, language)}{language.colon}{name}"
        first = replace(first, paragraphs=(line, *first.paragraphs))
        return replace(reply, parts=(first, *reply.parts[1:]))

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
            return self.noted(question, understood, language)
        best = verdict.cards[0] if isinstance(verdict, Hit) else None
        tie = self._ties.card(ranking.reading, best, language)
        if tie is not None:
            first = self._part(tie, language, ranking.reading)
            return self._computed(first, ranking, verdict, language)
        end = None if understood.in_order else self.other_end.asked(ranking.reading)
        if end is not None and self.other_end.is_unsaid(end):
            verdict = Miss(near_of(ranking))
        elif end is not None and (told := self._at_other_end(end, ranking.reading, language)):
            return self._computed(told, ranking, verdict, language)
        return self._decided(verdict, ranking.reading, language)

    def _at_other_end(self, end: End, reading: Reading, language: Language) -> Part | None:
        """Return what tells of the end asked for, in the order of the content; None if nothing."""
        card = self.other_end.card(end)
        if card is None:
            return self.other_end.computed(end, language)
        return self.composer.part(card, language, situation=_situation(reading))

    def show(self, card: Card, language: Language) -> Reply:
        """Return the answer that a card is."""
        part = self.composer.part(card, language)
        return Reply(Status.ANSWER, language, (part,), topic=Topic(card.entry, card.facet))

    def _decided(self, verdict: Verdict, reading: Reading, language: Language) -> Reply:
        match verdict:
            case Hit(cards, score):
                cards = self._funds.named_first(cards, reading)
                first, *others = (self._part(card, language, reading) for card in cards)
                first = self._in_situation(first, reading, language)
                parts = with_room(first, others, reading.entries)
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
        parts = with_room(self._in_situation(first, ranking.reading, language), others)
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
        return self.composer.part(card, language, first=first, situation=_situation(reading))

    def _in_situation(self, first: Part, reading: Reading, language: Language) -> Part:
        """Return what is said first, after what overrules it where the reader is."""
        if _situation(reading) is not None:
            return first  # It is asked of that one.
        return overruled(first, self._knowledge, self.composer, language)

    def _choices(self, cards: tuple[Card, ...], language: Language) -> tuple[Choice, ...]:
        return tuple(Choice(card, self.composer.title(card, language)) for card in cards)


def _asks_of(topic: Topic, reading: Reading) -> bool:
    """Return whether words beside chatter ask of what was talked about: "so no one if absent?"."""
    own = (cue for cue in reading.cues if cue.value.entry == topic.entry)
    return any(not any(said.covers(cue) for said in reading.chatter) for cue in own)


def _situation(reading: Reading) -> Situation | None:
    return next((_SITUATIONS[f] for f in reading.facets if f in _SITUATIONS), None)


def _score(ranking: Ranking) -> float:
    return ranking.matches[0].score if ranking.matches else 0.0
