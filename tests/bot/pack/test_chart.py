"""The chart: nothing over the edge or each other, every cluster in it, the role told apart."""

import re
from itertools import pairwise

import pytest

from bot.pack.chart_layout import WIDTH, boxes
from bot.pack.drawing import drawing, standalone
from bot.pack.pdf import PICTURE_WIDTH, png
from bot.pack.writer import Writer
from handlers.messages.texts import Texts
from knowledge.content.base import KnowledgeBase
from knowledge.models import Kind
from knowledge.tables.chart import chart
from knowledge.text.language import Language


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("asked", [None, "cluster-coordinator", "nutrition", "unhcr"])
def test_boxes_stay_on_the_page_and_apart(
    knowledge: KnowledgeBase, language: Language, asked: str | None
) -> None:
    placed = boxes(Writer(knowledge, language, Texts()), chart(knowledge, asked))
    assert [box for box in placed if box.x + box.width > WIDTH] == []
    for one, other in pairwise(placed):
        beside = one.x + one.width <= other.x
        assert beside or one.y + one.height <= other.y
    assert any(box.asked for box in placed) is (asked is not None)


def test_every_cluster_hangs_in_the_chart(writer: Writer) -> None:
    drawn = standalone(drawing(writer))
    led = [e for e in writer.knowledge.entries.values() if e.kind is Kind.CLUSTER]
    assert [entry.id for entry in led if entry.name.zh not in drawn] == []


def test_the_chart_names_only_who_leads_in_every_situation(writer: Writer) -> None:
    placed = boxes(writer, chart(writer.knowledge))
    told = ["".join(line.said for line in box.lines) for box in placed if box.row is None]
    assert "保护集群 UNHCR" in told
    assert "粮食安全集群 FAO / WFP" in told


def test_picture_is_as_wide_as_a_phone(writer: Writer) -> None:
    picture = png(drawing(writer, "humanitarian-coordinator"))
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == PICTURE_WIDTH
    assert len(picture) < 600_000


def test_the_line_of_the_role_asked_is_marked_up_to_the_top(writer: Writer) -> None:
    drawn = standalone(drawing(writer, "cluster-coordinator"))
    assert len(re.findall(r'<rect[^>]*class="asked"', drawn)) == 1
    marked = re.findall(r'<text[^>]*class="way"[^>]*>([^<]+)', drawn)
    assert {"联合国秘书长（SG）", "紧急救济协调员（ERC）", "人道主义协调员（HC）"} <= set(marked)
