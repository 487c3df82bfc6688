"""How figures are shown on the terminal."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import track
from rich.table import Table

from knowledge.assistant import Assistant
from knowledge.content.base import KnowledgeBase
from knowledge.matching.matcher import Matcher, MatcherPart
from knowledge.quality.evaluation import EvaluationQuestion, Grade, Report, evaluate

_T = TypeVar("_T")


def progress(values: list[_T]) -> Iterable[_T]:
    """Show a bar while something that takes seconds goes on."""
    return track(values, console=Console(stderr=True), transient=True, description="Asking")


def grades_table(report: Report, key: str) -> Table:
    """Return the grades by a property of the questions."""
    table = Table(key, "questions", *(str(grade) for grade in Grade))
    for value, grades in report.by(lambda question: str(getattr(question, key))).items():
        total = grades.total()
        shares = (f"{grades[grade] / total:.0%}" for grade in Grade)
        table.add_row(value, str(total), *shares)
    return table


def summary(report: Report) -> str:
    """Return the figures that count, in one line."""
    return (
        f"{len(report.rows)} questions: "
        f"right {report.share(Grade.RIGHT, answerable=True):.1%} of the answerable, "
        f"wrong {report.share(Grade.WRONG):.1%} of all, "
        f"out-of-domain refused {report.share(Grade.RIGHT, answerable=False):.1%}"
    )


def ablation_table(knowledge: KnowledgeBase, questions: list[EvaluationQuestion]) -> Table:
    """Return what each part of the matcher is worth: the figures with it switched off."""
    table = Table("without", "right of the answerable", "wrong", "out-of-domain refused")
    for part in (None, *MatcherPart):
        assistant = Assistant(knowledge, matcher_of=partial(Matcher, without=part))
        report = evaluate(assistant.ask, progress(questions))
        table.add_row(
            str(part or "nothing"),
            f"{report.share(Grade.RIGHT, answerable=True):.1%}",
            f"{report.share(Grade.WRONG):.1%}",
            f"{report.share(Grade.RIGHT, answerable=False):.1%}",
        )
    return table


def draw_calibration(report: Report, path: Path) -> None:
    """Draw coverage against error as a PNG file.

    Raises:
        ImportError: The extra ``plots`` is not installed.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 4), dpi=120)
    axes = figure.add_subplot(xlabel="answered, share of all", ylabel="wrong, share of answered")
    axes.plot(*zip(*report.calibration(), strict=True))
    axes.grid(visible=True)
    figure.savefig(path, format="png")
