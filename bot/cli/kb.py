"""``coordbot kb``: what a curator does without Telegram."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from knowledge.check import check as check_content
from knowledge.exceptions import Problem
from knowledge.loader import CONTENT, load, read

app = typer.Typer(no_args_is_help=True, help="Check, test and export the content.")
QUESTIONS = CONTENT.parent / "tests" / "questions"


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    GITHUB = "github"


@app.command("check")
def check(
    only: Annotated[
        list[str] | None, typer.Argument(help="Show only files whose path contains one of these.")
    ] = None,
    knowledge_dir: Annotated[Path, typer.Option(help="The content folder.")] = CONTENT,
    output: Annotated[Format, typer.Option("--format", help="How to print problems.")] = (
        Format.TEXT
    ),
) -> None:
    """Say what is wrong with the content, with file and line; exit 1 if anything must change."""
    knowledge, problems = read(knowledge_dir)
    questions = QUESTIONS if QUESTIONS.is_dir() else None
    problems += check_content(knowledge, questions=questions, today=datetime.now(UTC).date())
    if only:
        problems = [p for p in problems if any(part in str(p.path) for part in only)]
    for problem in problems:
        typer.echo(_format(problem, output))
    severe = sum(problem.severe for problem in problems)
    Console(stderr=True).print(f"{severe} problems, {len(problems) - severe} remarks")
    raise typer.Exit(code=1 if severe else 0)


def _format(problem: Problem, output: Format) -> str:
    if output is Format.TEXT:
        return str(problem)
    level = "error" if problem.severe else "warning"
    message = f"{problem.field}: {problem.reason}".removeprefix(": ")
    return f"::{level} file={problem.path},line={max(problem.line, 1)}::{message}"


@app.command("export")
def export(
    knowledge_dir: Annotated[Path, typer.Option(help="The content folder.")] = CONTENT,
) -> None:
    """Print every entry as one JSON object a line, all text in both languages."""
    for entry in load(knowledge_dir).entries.values():
        typer.echo(entry.model_dump_json(exclude_defaults=True))
