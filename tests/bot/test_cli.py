"""The command line, as curators and other tools call it."""

import errno
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app, kb
from knowledge.content.base import KnowledgeBase
from knowledge.content.loader import CONTENT, load
from knowledge.matching.index_file import IndexFile, index_beside
from knowledge.matching.matcher import Matcher
from tests.knowledge.conftest import ENTRY, content
from tests.testland import write_testland

__all__ = ["content"]
runner = CliRunner()
COMMANDS: tuple[list[str], ...] = (
    [],
    ["run"],
    ["ask"],
    ["pack"],
    ["chart"],
    ["kb"],
    ["kb", "check"],
    ["kb", "test"],
    ["kb", "eval"],
    ["kb", "export"],
    ["kb", "schema"],
    ["kb", "compile"],
    ["db", "upgrade"],
    ["db", "backup"],
    ["db", "restore"],
    ["dead", "list"],
    ["status"],
    ["doctor"],
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(command: list[str]) -> None:
    result = runner.invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_one_question_as_json() -> None:
    result = runner.invoke(app, ["ask", "谁领导营养集群", "--json"])
    row = json.loads(result.output)
    assert row["status"] == "answer"
    assert (row["entry"], row["facet"], row["lang"]) == ("nutrition", "lead", "zh-Hans")
    assert {"document", "section", "date"} == set(row["sources"][0])


def test_many_questions_in_their_order(tmp_path: Path) -> None:
    questions = tmp_path / "questions"
    questions.write_text(
        '{"id": "a", "q": "CERF cap"}\n明天天气\n\n国家工作队\n', encoding="utf-8"
    )
    result = runner.invoke(app, ["ask", "--batch", str(questions)])
    rows = [json.loads(line) for line in result.output.splitlines()]
    assert [row["status"] for row in rows] == ["answer", "none", "choices"]
    assert rows[0]["id"] == "a"
    assert "30 million" in rows[0]["text"]
    assert len(rows[2]["choices"]) == 2


def test_a_person_reads_the_answer_with_its_source() -> None:
    result = runner.invoke(app, ["ask", "who leads nutrition", "--lang", "zh-Hant"])
    assert "聯合國兒童基金會" in result.output


def test_ask_needs_one_question_or_a_batch() -> None:
    assert runner.invoke(app, ["ask"]).exit_code == 2


def test_check_names_file_and_line_for_people_and_for_ci(content: Path) -> None:
    path = content / "entries" / "body" / "test-body.yaml"
    path.write_text(ENTRY.replace("  definition:", "  colour:"), encoding="utf-8")
    plain = runner.invoke(app, ["kb", "check", "--knowledge-dir", str(content), "test-body"])
    assert plain.exit_code == 1
    assert f"{path}:5: facets.colour: unknown facet" in plain.output
    ci = runner.invoke(
        app, ["kb", "check", "--knowledge-dir", str(content), "--format", "github", "test-body"]
    )
    assert f"::error file={path},line=5::facets.colour" in ci.output


@pytest.mark.parametrize("command", [["ask", "who leads it"], ["kb", "test"], ["kb", "export"]])
def test_what_is_wrong_with_the_content_is_said_by_whoever_needs_it(
    content: Path, command: list[str]
) -> None:
    path = content / "entries" / "body" / "test-body.yaml"
    path.write_text(ENTRY.replace("kind: body", "kind: colour"), encoding="utf-8")
    result = runner.invoke(app, [*command, "--knowledge-dir", str(content)])
    assert result.exit_code == 2
    assert f"{path}:2: kind: " in result.output
    assert "Traceback" not in result.output


def test_export_is_one_json_object_an_entry(content: Path) -> None:
    result = runner.invoke(app, ["kb", "export", "--knowledge-dir", str(content)])
    [row] = [json.loads(line) for line in result.output.splitlines()]
    assert row["id"] == "test-body"


def test_what_is_compiled_at_the_installation_is_for_whoever_runs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "content.json"
    monkeypatch.setattr(kb, "MADE_AT_INSTALL", path)
    assert runner.invoke(app, ["kb", "compile"]).exit_code == 0
    assert [one.stat().st_mode & 0o777 for one in sorted(tmp_path.iterdir())] == [0o644, 0o644]
    matcher_of = IndexFile(tmp_path / "later.index", before=index_beside(path), make=_nobody)
    assert matcher_of(load(snapshot=path)).match("CERF").matches


def test_what_cannot_be_written_at_the_installation_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(kb, "MADE_AT_INSTALL", tmp_path / "file" / "content.json")
    result = runner.invoke(app, ["kb", "compile"])
    assert (result.exit_code, "Not a directory" in result.output) == (1, True)


def _nobody(_knowledge: KnowledgeBase) -> Matcher:
    raise AssertionError


def test_schema_is_written(tmp_path: Path) -> None:
    path = tmp_path / "schema.json"
    assert runner.invoke(app, ["kb", "schema", "--output", str(path)]).exit_code == 0
    assert json.loads(path.read_text(encoding="utf-8"))["title"] == "Entry"


def test_a_country_is_asked_and_checked(tmp_path: Path) -> None:
    folder = write_testland(tmp_path)
    asked = ["ask", "谁领导营养集群", "--extra", str(tmp_path), "--country"]
    assert "【测试国】" in runner.invoke(app, [*asked, "Testland"]).output
    assert runner.invoke(app, [*asked, "Atlantis"]).exit_code == 2
    (folder / "entries" / "cluster" / "nutrition.yaml").write_text("a: b", encoding="utf-8")
    checked = runner.invoke(app, ["kb", "check", "--extra", str(tmp_path), "XTL"])
    assert checked.exit_code == 1
    assert "there is no such field here" in checked.output


@pytest.fixture
def testland(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Content of a country, and the folder of an operator who has set it in ``.env``."""
    folder = write_testland(tmp_path / "content")
    (tmp_path / ".env").write_text(
        "COORDBOT_KNOWLEDGE_DIR=content\nCOORDBOT_COUNTRY=XTL\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return folder


def test_what_is_set_in_env_is_what_every_command_is_about(testland: Path) -> None:
    assert "【测试国】" in runner.invoke(app, ["ask", "谁领导营养集群"]).output
    assert (
        "【测试国】" not in runner.invoke(app, ["ask", "谁领导营养集群", "--country", ""]).output
    )
    assert runner.invoke(app, ["pack", "--format", "txt", "--lang", "en"]).exit_code == 0
    assert "Testland Nutrition Agency" in Path("coordination-guide-XTL-en.txt").read_text()
    assert runner.invoke(app, ["chart"]).exit_code == 0
    assert Path("coordination-chart-XTL-zh-Hans.png").is_file()
    (testland / "entries" / "cluster" / "nutrition.yaml").write_text("a: b", encoding="utf-8")
    checked = runner.invoke(app, ["kb", "check", "XTL"])
    assert (checked.exit_code, "there is no such field here" in checked.output) == (1, True)
    assert runner.invoke(app, ["kb", "check", "XTL", "--extra", str(CONTENT)]).exit_code == 0


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("COUNTRY", "Testland", "COORDBOT_COUNTRY: String should match"),
        ("COUNTRY", "XTM", "no content of its own for XTM"),
        ("KNOWLEDGE_DIR", "no-such", "COORDBOT_KNOWLEDGE_DIR: there is no folder no-such"),
    ],
)
@pytest.mark.parametrize("command", [["ask", "CERF cap"], ["pack"], ["chart"]], ids=" ".join)
def test_what_is_set_wrong_is_named(
    testland: Path, command: list[str], name: str, value: str, told: str
) -> None:
    assert testland.is_dir()
    result = runner.invoke(app, command, env={f"COORDBOT_{name}": value})
    assert result.exit_code == 2
    output = " ".join(result.output.replace("│", " ").split())
    assert told in output
    assert f"COORDBOT_{name}" in output
    assert runner.invoke(app, [*command, "--extra", "content", "--country", ""]).exit_code == 0


@pytest.mark.parametrize("command", [["kb", "check"], ["kb", "report"]], ids=" ".join)
def test_a_folder_that_is_set_and_missing_is_named_to_a_curator(
    testland: Path, command: list[str]
) -> None:
    assert testland.is_dir()
    result = runner.invoke(app, command, env={"COORDBOT_KNOWLEDGE_DIR": "no-such"})
    assert (result.exit_code, "COORDBOT_KNOWLEDGE_DIR" in result.output) == (2, True)


def test_every_command_of_a_curator_is_in_the_guide() -> None:
    guide = (CONTENT / "README.md").read_text(encoding="utf-8")
    commands = {command.name for command in kb.app.registered_commands}
    assert commands <= set(re.findall(r"coordbot kb (\w+)", guide))


def test_a_taken_port_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def serve(_settings: object) -> None:
        raise OSError(errno.EADDRINUSE, "Address already in use")

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COORDBOT_TOKEN", raising=False)
    monkeypatch.setattr("bot.logs.configure", lambda _level: None)
    monkeypatch.setattr("bot.process.serve", serve)
    result = runner.invoke(app, ["run"])
    assert result.exit_code == 2
    assert "is taken" in result.output


def test_guide_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    result = runner.invoke(
        app, ["pack", "--lang", "en", "--format", "txt", "--out", str(tmp_path)]
    )
    [path] = tmp_path.iterdir()
    assert str(path) in result.output
    assert "Nutrition Cluster" in path.read_text(encoding="utf-8")


def test_chart_tells_a_role_apart_or_says_that_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "chart.png"
    assert runner.invoke(app, ["chart", "--role", "HC", "--out", str(path)]).exit_code == 0
    assert path.read_bytes().startswith(b"\x89PNG")
    refused = runner.invoke(app, ["chart", "--role", "nobody"])
    assert refused.exit_code == 2
    assert "nothing is called nobody" in refused.output


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    path = tmp_path / "no such folder" / "guide.html"
    result = runner.invoke(app, ["pack", "--out", str(path)])
    assert result.exit_code == 2
    assert "guide.html" in result.output.replace("\n", "")
    assert "No such file or directory" in result.output.replace("\n", " ")
