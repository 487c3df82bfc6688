"""Questions whether a relation holds are answered yes or no first, or not judged at all."""

import pytest

from knowledge.assistant import Assistant


def _first(assistant: Assistant, question: str) -> str:
    return assistant.ask(question).text.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("WFP牵头物流集群吗", "是的。"),
        ("物流集群是WFP牵头的吗？", "是的。"),
        ("难民署是不是保护集群的牵头机构", "是的。"),
        ("世卫组织领导营养集群吗", "全球层面不是。"),
        ("世衛組織領導營養群組嗎", "全球層面不是。"),
        ("Does WHO lead nutrition?", "Not at global level."),
        ("Is UNHCR the lead agency for protection?", "Yes."),
        ("HC要向ERC汇报吗", "是的。"),
        ("HC对OCHA负责吗", "文件没有这样写。"),
        ("Does the HC answer to the Secretary-General?", "Not directly."),
        ("集群协调员要对HC负责吗", "文件没有这样写。"),
        ("难民署能申请中央应急基金吗", "可以。"),
        ("OCHA能申请CERF吗", "不能：基金由紧急救济协调员管理。"),
        ("Is the IAEA counted in the CEB?", "Yes."),
        ("WTO是CEB的成员吗", "是的。"),
        ("NGO能直接申请CERF吗", "不能：直接申请。可以：仅作为联合国机构的执行伙伴。"),
    ],
)
def test_the_verdict_comes_first(assistant: Assistant, question: str, verdict: str) -> None:
    assert _first(assistant, question) == verdict


@pytest.mark.parametrize(
    "question",
    [
        "谁领导营养集群",
        "难民署不是保护集群的牵头吗",  # whoever denies may be told yes or no for either
        "Can an NGO apply to CERF through a UN partner?",
        "难民局势里WFP牵头物流集群吗",
        "does the Red Cross Movement lead the shelter cluster",  # its Federation does
        "is the ICRC a member of the IASC",  # the documents differ
        "联合国儿童基金会负责儿童保护吗",
        "红十字国际委员会是HCT成员吗",  # it belongs to the Movement, which is
        "is UNDP part of the CEB",  # whose members are not all listed
        "WFP和UNHCR谁牵头物流集群",
    ],
)
def test_what_says_more_is_not_judged(assistant: Assistant, question: str) -> None:
    verdicts = (
        "是的",
        "不",
        "可以",
        "文件没有",
        "全球层面不是",
        "Yes",
        "No",
        "Not",
        "The documents do",
    )
    assert not _first(assistant, question).startswith(verdicts)


def test_a_role_without_a_line_of_its_own_is_told_with_the_chain(assistant: Assistant) -> None:
    lines = assistant.ask("Is the High Commissioner accountable to the ERC?").text.splitlines()
    assert lines[0] == "The documents do not say so."
    assert lines[1].startswith("UN High Commissioner for Refugees → UNHCR")


def test_a_role_of_which_it_is_told_that_nothing_is_said(assistant: Assistant) -> None:
    lines = assistant.ask("Is the cluster coordinator accountable to the HC?").text.splitlines()
    assert lines[0] == "The documents do not say so."
    assert "whose heads answer to the HC" in lines[1]
