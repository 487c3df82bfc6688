"""Names that another is set against are not meant."""

import pytest

from knowledge.assistant import Assistant, Topic
from knowledge.content.base import KnowledgeBase
from knowledge.matching.matcher import Matcher


@pytest.fixture(scope="module")
def matcher(knowledge: KnowledgeBase) -> Matcher:
    return Matcher(knowledge)


NAMED = {
    "sorry meant shelter not health": ("shelter",),
    "not health, shelter": ("shelter",),
    "I meant shelter, not the health cluster": ("shelter",),
    "是庇护所不是卫生": ("shelter",),
    "不是卫生，是营养": ("nutrition",),
    "not health but shelter": ("shelter",),
    "不是卫生而是营养": ("nutrition",),
    "is the RC not the HC": ("resident-coordinator", "humanitarian-coordinator"),
    "HC不是RC?": ("humanitarian-coordinator", "resident-coordinator"),
    # Nothing is set against it.
    "why not WFP?": ("wfp",),
    "does WFP not lead logistics": ("wfp", "logistics"),
    "是不是WFP牵头物流": ("wfp", "logistics"),
    "哪些集群不是难民署牵头": ("cluster", "unhcr"),
}
DENIED = list(NAMED)


@pytest.mark.parametrize(("question", "named"), NAMED.items())
def test_what_another_is_set_against_is_not_named(
    matcher: Matcher, question: str, named: tuple[str, ...]
) -> None:
    assert matcher.read(question).entries == named


@pytest.mark.parametrize("correction", ["sorry meant shelter not health", "not health, shelter"])
def test_a_correction_asks_the_same_of_what_is_meant(
    assistant: Assistant, correction: str
) -> None:
    reply = assistant.ask(correction, topic=Topic("health", "lead"))
    assert (reply.parts[0].card.entry, reply.parts[0].card.facet) == ("shelter", "lead")
