"""``coordbot kb``: what a curator does without Telegram."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli import curators
from bot.cli.content import ContentDir, ExtraDir, load_or_exit
from bot.cli.evaluation import ablation_table, draw_calibration, grades_table, progress, summary
from knowledge.assistant import Assistant
from knowledge.content.loader import CONTENT, read
from knowledge.content.schema import PATH as SCHEMA
from knowledge.content.schema import schema_text
from knowledge.content.snapshot import MADE_AT_INSTALL
from knowledge.exceptions import Problem
from knowledge.matching.index_file import IndexFile, index_beside
from knowledge.quality.check import check as check_content
from knowledge.quality.evaluation import Grade, Half, evaluate
from knowledge.quality.evaluation import read_questions as read_evaluation
from knowledge.quality.expected import name_cases, question_cases
from knowledge.quality.questions import QUESTIONS, read_questions
from knowledge.quality.trial import failing

app = typer.Typer(no_args_is_help=True, help="Check, test and export the content.")
app.command("gaps")(curators.gaps)
app.command("report")(curators.report)
app.command("audit")(curators.audit)


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    GITHUB = "github"


@app.command("check")
def check(
    only: Annotated[
        list[str] | None, typer.Argument(help="Show only files whose path contains one of these.")
    ] = None,
    *,
    knowledge_dir: ContentDir = CONTENT,
    extra: ExtraDir,
    output: Annotated[Format, typer.Option("--format", help="How to print problems.")] = (
        Format.TEXT
    ),
) -> None:
    """Say what is wrong with the content, with file and line; exit 1 if anything must change."""
    knowledge, problems = read(knowledge_dir, extra=extra)
    questions = QUESTIONS if QUESTIONS.is_dir() else None
    problems += check_content(knowledge, questions=questions, today=datetime.now(UTC).date())
    if only:
        problems = [p for p in problems if any(part in str(p.path) for part in only)]
    for problem in problems:
        typer.echo(_format(problem, output))
    severe = sum(problem.severe for problem in problems)
    Console(stderr=True).print(f"{severe} problems, {len(problems) - severe} remarks")
    raise typer.Exit(code=1 if severe else 0)


@app.command("test")
def test(
    knowledge_dir: ContentDir = CONTENT,
    questions: Annotated[Path, typer.Option(help="The folder of questions.")] = QUESTIONS,
) -> None:
    """Ask every entry's questions and names; exit 1 if one finds something else."""
    assistant = Assistant(load_or_exit(knowledge_dir))
    expected, problems = read_questions(assistant.knowledge, questions)
    for problem in problems:
        typer.echo(str(problem))
    cases = [*question_cases(assistant.knowledge, expected), *name_cases(assistant.knowledge)]
    failed = failing(assistant, progress(cases))
    for case in failed:
        typer.echo(f"{case.question!r} does not find {case.entry} {case.facet or ''}".rstrip())
    Console(stderr=True).print(f"{len(failed)} of {len(cases)} questions and names fail")
    raise typer.Exit(code=1 if failed or problems else 0)


@app.command("eval")
def evaluation(
    files: Annotated[list[Path], typer.Argument(help="JSON lines with q, expect, must …")],
    *,
    half: Annotated[Half | None, typer.Option(help="Only the questions of one half.")] = None,
    show: Annotated[list[Grade] | None, typer.Option(help="Print the replies graded so.")] = None,
    ablate: Annotated[
        bool, typer.Option(help="Measure without each part of the matcher.")
    ] = False,
    plot: Annotated[Path | None, typer.Option(help="Draw coverage against error (PNG).")] = None,
    knowledge_dir: ContentDir = CONTENT,
) -> None:
    """Measure how many questions are answered right, by language, style and kind."""
    wanted = [q for q in read_evaluation(files) if half is None or q.half is half]
    knowledge = load_or_exit(knowledge_dir)
    report = evaluate(Assistant(knowledge).ask, progress(wanted))
    console = Console()
    for key in ("lang", "style", "kind", "expect"):
        console.print(grades_table(report, key))
    for row in report.rows:
        if show and row.grade in show:
            cards = ", ".join(f"{p.card.entry} {p.card.facet}" for p in row.reply.parts)
            console.print(f"{row.grade}: {row.question.q} -> {cards or row.reply.status}")
    if ablate:
        console.print(ablation_table(knowledge, wanted))
    if plot is not None:
        draw_calibration(report, plot)
    console.print(summary(report))


def _format(problem: Problem, output: Format) -> str:
    if output is Format.TEXT:
        return str(problem)
    level = "error" if problem.severe else "warning"
    message = f"{problem.field}: {problem.reason}".removeprefix(": ")
    return f"::{level} file={problem.path},line={max(problem.line, 1)}::{message}"


@app.command("export")
def export(
    knowledge_dir: ContentDir = CONTENT,
) -> None:
    """Print every entry as one JSON object a line, all text in both languages."""
    for entry in load_or_exit(knowledge_dir).entries.values():
        typer.echo(entry.model_dump_json(exclude_defaults=True))


@app.command("schema")
def schema(
    output: Annotated[Path, typer.Option(help="The file to write.")] = SCHEMA,
) -> None:
    """Write the JSON Schema of entries, by which editors complete and check them."""
    output.write_text(schema_text(load_or_exit().vocabulary.facets), encoding="utf-8")
    typer.echo(str(output))


@app.command("compile")
def compile_() -> None:
    """Parse the shipped content and make its index, so that the first start need not."""
    parsed, index = MADE_AT_INSTALL, index_beside(MADE_AT_INSTALL)
    IndexFile(index, before=index)(load_or_exit(snapshot=parsed))
    for path in (parsed, index):
        try:
            path.chmod(0o644)  # whoever installs is seldom whom it runs as
        except OSError as error:
            typer.echo(f"{path}: {error.strerror}", err=True)
            raise typer.Exit(code=1) from None
