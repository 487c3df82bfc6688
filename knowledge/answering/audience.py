"""For whom answers are composed: the situation people work in, and the word they use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.answering.terms import Term
from knowledge.models import Bilingual, FacetId, Situation, Statement
from knowledge.text.language import Language

NAMES: Mapping[Situation, Bilingual] = {
    Situation.REFUGEE: Bilingual(zh="难民", en="refugees"),
    Situation.CONFLICT: Bilingual(zh="冲突", en="conflict"),
    Situation.DISASTER: Bilingual(zh="灾害", en="disaster"),
    Situation.MIXED: Bilingual(zh="混合", en="mixed"),
    Situation.NO_HC: Bilingual(zh="未任命HC", en="no HC appointed"),
}
"""The situations a reader may be in."""
_APART = frozenset(Situation) - {Situation.NO_HC}
"""What holds in one of them does not in another; whether there is an HC is another matter."""
_MARK = Bilingual(zh="【您的局势】", en="[Your situation]")
_NOTHING = Bilingual(
    zh="（您的局势：{name}。文件在这一点上没有专门针对它的说法。）",
    en="(Your situation: {name}. On this point the documents say nothing special about it.)",
)


@dataclass(frozen=True, slots=True)
class Audience:
    """What was chosen for a chat, or told by a person, that changes how answers read."""

    situation: Situation | None = None
    term: Term | None = None

    def mark(self, situation: Situation | None, language: Language) -> str:
        """Return what stands before what holds in a situation, if that is the chosen one."""
        if self.situation is None or situation is not self.situation:
            return ""
        space = "" if language.is_chinese else " "
        return language.of(_MARK) + space

    def silence(
        self, facet: FacetId, statements: Iterable[Statement], language: Language
    ) -> str | None:
        """Return the line that says that only other situations are spoken of, if so."""
        if self.situation not in _APART or facet in set(Situation):
            return None
        spoken_of = {statement.situation for statement in statements} & _APART
        if not spoken_of or self.situation in spoken_of:
            return None
        return language.of(_NOTHING).format(name=language.of(NAMES[self.situation]))

    def distance(self, situation: Situation | None) -> int:
        """Return 0 for the chosen situation, 2 for another one, 1 for what holds in all."""
        if situation is not None and situation is self.situation:
            return 0
        return 2 if {self.situation, situation} <= _APART else 1


EVERYBODY = Audience()
"""Nothing was chosen."""
