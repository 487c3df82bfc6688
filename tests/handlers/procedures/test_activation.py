"""Activation walked to the letter, over the wire, in Chinese and in English."""

from docx.oxml.ns import qn

from tests.handlers.procedures.conftest import Walker, title
from tests.handlers.procedures.papers import markdown_of, word_of, words_of


async def test_activation_is_walked_to_the_letter_in_chinese(walker: Walker) -> None:
    gate = await walker.say("/activate_cluster")
    assert "开始之前" in gate.text
    await walker.press("没有难民")
    await walker.press("☐ 1")
    await walker.press("☐ 2")
    await walker.press("完成")
    step = await walker.press("不是")
    assert step.edited
    assert "第1步，共8步" in step.text
    assert title(step) == "与国家当局摸清已有协调机制"
    await walker.press("国家或地区")
    step = await walker.say("某国")
    assert "国家或地区：某国" in step.text
    await walker.press("完成")
    await walker.press("跳过")
    step = await walker.press("此前已完成")
    assert "第3步，共8步" in step.text
    await walker.say("1")
    await walker.say("卫生\n营养")
    await walker.say("下一步")
    await walker.press("牵头机构")
    await walker.say("世界卫生组织\n联合国儿童基金会")
    await walker.say("下一步")
    await walker.press("启动理由")
    await walker.say("医院停诊，本国无力接手\n急性营养不良上升")
    await walker.press("非集群")
    await walker.say("性别网络")
    await walker.press("记一笔")
    await walker.say("会上一致同意")
    for _ in range(4):
        await walker.press("完成")
    closing = await walker.press("完成")
    assert "所有步骤都走完了" in closing.text
    assert "致紧急救济协调员的信" in closing.text
    await walker.press("📄 中文")
    letter, minutes, together, closed = walker.said
    assert letter.text == "驻地/人道主义协调员致紧急救济协调员的信 [草稿]"
    assert minutes.text == "纪要：启动集群 [草稿]"
    written = words_of(letter)
    assert "事由：建议在某国启动集群" in written
    assert "卫生|世界卫生组织|医院停诊，本国无力接手" in written
    assert "营养|联合国儿童基金会|急性营养不良上升" in written
    assert "本国的应对或协调能力不足以在尊重人道主义原则的前提下满足需求" in written
    assert "性别网络" in written
    assert "（待填）" in written  # the mechanisms were never entered
    assert not any("行数不同" in line for line in written)
    assert "跳过：此前已完成" in "".join(words_of(minutes))
    assert "备注：会上一致同意" in words_of(minutes)
    text = markdown_of(together)
    assert "# 驻地/人道主义协调员致紧急救济协调员的信 [草稿]" in text
    assert "| 卫生 | 世界卫生组织 | 医院停诊，本国无力接手 |" in text
    assert "# 纪要：启动集群 [草稿]" in text
    assert closed.edited
    assert "已删除" in closed.text
    assert closed.buttons == {}


async def test_a_letter_with_more_agencies_than_clusters_asks_to_check_its_rows(
    english: Walker,
) -> None:
    for text in ("/activate_cluster", "1", "1", "done", "2", "done", "done", "1", "Health"):
        await english.say(text)
    for text in ("done", "1", "WHO\nUNICEF", *("done",) * 6):
        await english.say(text)
    await english.press("📄 English")
    letter, _minutes, together, _closed = english.said
    written = words_of(letter)
    assert "Health|WHO|(to be filled in)" in written
    assert "(to be filled in)|UNICEF|(to be filled in)" in written
    assert any("rows may be out of step" in line for line in written)
    assert "rows may be out of step" in markdown_of(together)


async def test_activation_is_walked_to_the_letter_in_english(english: Walker) -> None:
    await english.say("/activate_cluster")
    for answer in ("1", "1", "done", "2"):
        step = await english.say(answer)
    assert "step 1 of 8" in step.text
    for text in ("1", "Testland", "2", "national disaster council", "next", "done", "1", "Health"):
        await english.say(text)
    for text in ("done", "1", "WHO", "done", "1", "Hospitals <closed> & no | staff", "2", "none"):
        step = await english.say(text)
    assert title(step) == "Write to the ERC"
    for _ in range(4):
        await english.say("done")
    await english.say("done")
    await english.press("📄 English")
    letter, minutes, together, _closed = english.said
    assert letter.text == "Letter of the RC/HC to the ERC [DRAFT]"
    assert "Minutes: Cluster activation" in words_of(minutes)
    assert "Subject: Recommendation to activate clusters in Testland" in words_of(letter)
    assert "Health|WHO|Hospitals <closed> & no | staff" in words_of(letter)
    assert "national disaster council" in words_of(letter)
    text = markdown_of(together)
    assert "| Health | WHO | Hospitals \\<closed\\> & no \\| staff |" in text
    assert "not reviewed" in text


async def test_a_paper_is_a_draft_on_every_page_and_says_its_language(english: Walker) -> None:
    await english.say("/activate_cluster")
    await english.press("Exit")
    await english.press("中文 + English")
    chinese, _together, in_english, *_rest = english.said
    for sent, mark, language in ((chinese, "草稿", "zh-Hans"), (in_english, "DRAFT", "en-GB")):
        word = word_of(sent)
        assert mark in word.sections[0].header.paragraphs[0].text
        assert mark in word.core_properties.title
        assert word.core_properties.language == language
        fonts = word.styles["Normal"].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == "SimSun"


async def test_a_reason_for_skipping_reads_on_its_button_as_in_the_minutes(
    english: Walker,
) -> None:
    for text in ("/activate_cluster", "1", "1", "done", "2"):
        await english.say(text)
    reasons = await english.press("Skip")
    assert "Cannot be done now, to be done later" in reasons.buttons
    await english.press("to be done later")
    await english.press("Exit")
    await english.press("📄 English")
    minutes = next(sent for sent in english.said if sent.text.startswith("Minutes"))
    assert "Skipped: cannot be done now, to be done later" in "".join(words_of(minutes))


async def test_the_procedure_stays_open_where_that_is_wanted(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    await walker.press("退出")
    closing = await walker.press("保留")
    assert "直到您删除" in closing.text
    kept = await walker.press("📄 中文")
    assert "流程保留" in kept.text
    walker.board = closing
    assert [sent.file for sent in (walker.said[0], walker.said[1])] != [None, None]
    again = await walker.press("📄 中文")  # a double tap
    assert walker.said == [again]
    assert title(await walker.press("回到这一步")) == "先确认：这次危机涉及哪些人？"


async def test_refugees_lead_to_the_refugee_coordination_model(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    step = await walker.press("只有难民")
    assert title(step) == "不启动集群，改用难民协调模式"
    assert any("s:refugee-coordination-model" in str(b) for b in step.buttons.values())
    closing = await walker.press("完成")
    assert "所有步骤都走完了" in closing.text
    await walker.press("📄 中文")
    assert [sent.text for sent in walker.said[:-1]] == ["纪要：启动集群 [草稿]"] * 2


async def test_a_mixed_situation_shows_the_joint_note_and_goes_on(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    step = await walker.press("混合局势")
    assert "联合说明" in step.text
    step = await walker.press("完成")
    assert title(step) == "符合哪条启动标准？"


async def test_without_a_criterion_activation_is_not_recommended(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    await walker.press("没有难民")
    step = await walker.press("完成")
    assert "不建议启动" in step.text
    closing = await walker.press("到此为止")
    assert "所有步骤都走完了" in closing.text


async def test_unhcr_has_a_step_of_its_own(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    for label in ("没有难民", "☐ 1", "完成"):
        await walker.press(label)
    step = await walker.press("难民署")
    assert "三个全球集群" in step.text
    step = await walker.press("完成")
    assert "第1步，共8步" in step.text
