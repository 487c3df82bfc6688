"""Activation walked to the letter, over the wire, in Chinese and in English."""

from tests.handlers.procedures.conftest import Walker, title


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
    minutes, letter, closed = walker.said
    assert "纪要：启动集群 [草稿]" in minutes.text
    assert "跳过，原因：此前已完成" in minutes.text
    assert "备注：会上一致同意" in minutes.text
    assert "[草稿]" in letter.text
    assert "建议在某国启动集群" in letter.text
    assert "| 卫生 | 世界卫生组织 | 医院停诊，本国无力接手 |" in letter.text
    assert "| 营养 | 联合国儿童基金会 | 急性营养不良上升 |" in letter.text
    assert "- 性别网络" in letter.text
    assert "(待填)" in letter.text  # the mechanisms were never entered
    assert closed.edited
    assert "已删除" in closed.text
    assert closed.buttons == {}


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
    minutes, letter, _closed = english.said
    assert "Minutes: Cluster activation [DRAFT]" in minutes.text
    assert "recommendation to activate clusters in Testland" in letter.text
    assert "| Health | WHO | Hospitals \\&lt;closed\\&gt; &amp; no \\| staff |" in letter.text
    assert "- national disaster council" in letter.text
    assert "reviewed by nobody" in letter.text


async def test_both_languages_are_one_press(english: Walker) -> None:
    await english.say("/activate_cluster")
    await english.press("Exit")
    await english.press("中文 + English")
    chinese, in_english, _closed = english.said
    assert "纪要" in chinese.text
    assert "Minutes" in in_english.text


async def test_refugees_lead_to_the_refugee_coordination_model(walker: Walker) -> None:
    await walker.say("/activate_cluster")
    step = await walker.press("只有难民")
    assert title(step) == "不启动集群，改用难民协调模式"
    assert any("s:refugee-coordination-model" in str(b) for b in step.buttons.values())
    closing = await walker.press("完成")
    assert "所有步骤都走完了" in closing.text
    await walker.press("📄 中文")
    assert not any("致紧急救济协调员" in sent.text for sent in walker.said)


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
