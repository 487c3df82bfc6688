"""``coordbot kb gaps``, ``report`` and ``audit``."""

import asyncio
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.delivery import commits
from bot.store import events
from bot.store.opening import open_beside, open_database
from handlers.chats.records import Asked, Audited, Missed, Rated, Reason, Record, Watched
from knowledge.models import Card
from knowledge.text.similar import question_id
from tests.chat import NOW
from tests.knowledge.conftest import content

__all__ = ["content"]
cli = CliRunner()
QUESTION = "谁管评审小组"
GAP = question_id(QUESTION)
CARD = Card("test-body", "definition")


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path}/bot.db"
    monkeypatch.setenv("COORDBOT_DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    return url


def keep(url: str, *records: Record) -> None:
    """Keep records in the database, which is made if there is none."""

    async def work() -> None:
        async with open_database(url) as database:
            await database.run(lambda c: commits.keep(c, records, number=1, now=NOW))

    asyncio.run(work())


def chats_with_work(url: str) -> Iterable[int]:
    async def work() -> Iterable[int]:
        async with open_beside(url) as database:
            return await database.run(lambda c: events.chats_with_work(c, now=2.0 * NOW))

    return asyncio.run(work())


def test_gaps_are_listed_and_marked_and_whoever_waits_is_told(url: str) -> None:
    keep(url, Missed(GAP, QUESTION, Reason.MISS), Watched(GAP, 7))
    listed = cli.invoke(app, ["kb", "gaps"]).stdout
    assert listed == f"{GAP}\tnew\tmiss\t1× since 2027-01-15, 1 waiting\t{QUESTION}\n"
    assert cli.invoke(app, ["kb", "gaps", "--mark", "solved", GAP]).stdout.startswith("1 marked")
    assert cli.invoke(app, ["kb", "gaps"]).stdout == ""
    assert GAP in cli.invoke(app, ["kb", "gaps", "--state", "solved"]).stdout
    assert chats_with_work(url) == {7}


@pytest.mark.parametrize(
    "arguments", [["--mark", "solved"], [GAP], ["--mark", "solved", "nothing"]]
)
def test_gaps_are_not_marked_by_half(url: str, arguments: list[str]) -> None:
    keep(url)
    assert cli.invoke(app, ["kb", "gaps", *arguments]).exit_code == 2


def test_the_log_says_when_who_and_what(url: str) -> None:
    keep(url, Audited(11, "reload", "abc"), Audited(12, "rollback"))
    assert cli.invoke(app, ["kb", "audit"]).stdout.splitlines() == [
        "2027-01-15T08:00:00+00:00\t12\trollback",
        "2027-01-15T08:00:00+00:00\t11\treload\tabc",
    ]


def report(content: Path) -> str:
    arguments = ["kb", "report", "--knowledge-dir", str(content), "--out", "report.html"]
    assert cli.invoke(app, arguments).exit_code == 0
    return Path("report.html").read_text(encoding="utf-8")


def test_the_report_shows_counts_of_five_and_more(url: str, content: Path) -> None:
    asked = [Asked(CARD, "v")] * 6
    useful = [Rated(CARD, "v", useful=True)] * 5
    keep(url, *asked, *useful, Rated(CARD, "v", useful=False))
    html = report(content)
    assert "Week of 2027-01-11" in html
    row = '<td class="n">6</td><td class="n">5</td><td></td>'
    assert f"<td>Test body: what it is</td>{row}" in html
    assert "<h2>Entries that answered nobody</h2>\n<p>None.</p>" in html
    assert "<svg" in html


def test_the_report_works_without_a_database_and_without_plots(
    url: str, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    html = report(content)
    assert "nothing is known of the use" in html
    assert "<svg" not in html
    assert "UNHCR Emergency Handbook: cluster approach" in html


def test_what_entries_say_is_escaped_in_the_report(url: str, content: Path) -> None:
    path = content / "entries" / "body" / "test-body.yaml"
    text = path.read_text(encoding="utf-8").replace("en: Test body", "en: '<script>Test'")
    path.write_text(text, encoding="utf-8")
    keep(url)
    assert "<script>" not in report(content)
