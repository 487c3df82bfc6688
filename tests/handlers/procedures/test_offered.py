"""Whoever asks how something is done can start the procedure from the answer."""

import pytest

from tests.chat import Chat


@pytest.mark.parametrize(
    ("question", "button"),
    [
        ("怎么启动集群", "分步操作：启动集群"),
        ("怎么申请CERF", "分步操作：申请中央应急基金"),
        ("怎么加入集群", "分步操作：加入集群"),
        ("how do we join a cluster?", "Step by step: Joining a cluster"),
        ("怎么停用集群", "分步操作：停用和移交集群"),
        ("how do I apply for CERF?", "Step by step: Applying to CERF"),
        ("怎么选牵头机构", "分步操作：选定集群牵头机构"),
    ],
)
async def test_the_procedure_is_started_under_its_answer(
    chat: Chat, question: str, button: str
) -> None:
    [answer] = await chat.say(question)
    assert next(iter(answer.buttons)) == button
    [step] = await chat.press(answer, button)
    assert button.partition("：")[2] in step.text or button.partition(": ")[2] in step.text


async def test_other_answers_offer_none(chat: Chat) -> None:
    [answer] = await chat.say("营养集群谁牵头")
    assert not [label for label in answer.buttons if "分步操作" in label]
