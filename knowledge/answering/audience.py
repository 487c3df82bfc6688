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
}
"""The situations a reader may be in; that no HC is appointed is not one of them."""
ALL_NAMES: Mapping[Situation, Bilingual] = {
    **NAMES,
    Situation.NO_HC: Bilingual(zh="未任命HC", en="no HC appointed"),
}
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
        if self.situation is None or facet in set(Situation):
            return None
        spoken_of = {statement.situation for statement in statements} & set(NAMES)
        if not spoken_of or self.situation in spoken_of:
            return None
        return language.of(_NOTHING).format(name=language.of(NAMES[self.situation]))

    def distance(self, situation: Situation | None) -> int:
        """Return 0 for the chosen situation, 2 for another one, 1 for what holds in all."""
        if self.situation is None or situation not in NAMES:
            return 1
        return 0 if situation is self.situation else 2


EVERYBODY = Audience()
"""Nothing was chosen."""
