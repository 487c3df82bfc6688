"""The guide of a country: its own leads and statements first, marked, and said so in front."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.pack.build import build
from handlers.messages.built import Format, built_from
from knowledge.content.base import KnowledgeBase
from knowledge.content.country_layer import in_country
from knowledge.content.loader import CONTENT, load
from knowledge.text.language import Language
from tests.testland import CODE, write_testland


@pytest.fixture(scope="module")
def testland(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    extra: Path = tmp_path_factory.mktemp("extra")
    write_testland(extra)
    knowledge = load(CONTENT, extra=extra)
    return in_country(knowledge, knowledge.countries[CODE])


@pytest.mark.parametrize("file_format", [Format.TXT, Format.HTML])
def test_the_guide_says_what_is_of_the_country(
    testland: KnowledgeBase, file_format: Format
) -> None:
    text = build(testland, built_from(testland, file_format, Language.ENGLISH)).decode()
    for said in (
        "What holds in Testland comes first and is marked.",
        "Lead agencies of the clusters: Testland first, then global",
        "TNAX (Testland), UNICEF",
        "[Testland] The Nutrition Cluster is led by the Testland Nutrition Agency.",
        "Testland coordination note",
    ):
        assert said in text


def test_the_chart_tells_an_agency_of_the_country_apart(testland: KnowledgeBase) -> None:
    agency = "testland-nutrition-agency"
    chart = build(testland, built_from(testland, Format.PNG, Language.ENGLISH, agency))
    assert chart.startswith(b"\x89PNG")


def test_it_is_written_without_telegram(tmp_path: Path) -> None:
    write_testland(tmp_path)
    command = ["pack", "--format", "txt", "--extra", str(tmp_path), "--out", str(tmp_path)]
    result = CliRunner().invoke(app, [*command, "--country", "Testland"])
    assert result.exit_code == 0, result.output
    file = tmp_path / "coordination-guide-XTL-zh-Hans.txt"
    assert "测试国的情况排在前面，并加以标注。" in file.read_text(encoding="utf-8")
