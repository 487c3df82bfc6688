"""The papers of a procedure as Markdown: the minutes, and what the procedure itself provides."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import zip_longest

from knowledge.answer import Composer
from knowledge.guided import words
from knowledge.guided.models import Block, Paper, Procedure, Step
from knowledge.guided.run import Result, Run
from knowledge.guided.view import taken
from knowledge.language import Language
from knowledge.models import Bilingual, Citation

_FIELD = re.compile(r"\{([a-z_]+)\}")
# What would turn a person's words into markup: a heading, a list, a table, a link.
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")


def papers(procedure: Procedure, run: Run, language: Language, *, composer: Composer) -> list[str]:
    """Return the minutes, then every paper whose step was taken; each is marked as a draft.

    Args:
        procedure: What was run.
        run: What was decided and entered.
        language: The language of the papers; what people entered stays as they wrote it.
        composer: Names the sources.
    """
    writer = _Writer(procedure, run, language, composer)
    wanted = [paper for paper in procedure.papers if paper.needs in taken(run)]
    return [writer.minutes(), *(writer.paper(paper) for paper in wanted)]


def placeholders(text: Bilingual) -> set[str]:
    """Return the fields that a paragraph of a paper names, in either language."""
    return {*_FIELD.findall(text.zh), *_FIELD.findall(text.en)}


class _Writer:
    def __init__(
        self, procedure: Procedure, run: Run, language: Language, composer: Composer
    ) -> None:
        self._procedure = procedure
        self._run = run
        self._language = language
        self._composer = composer
        self._colon = "：" if language.is_chinese else ": "
        self._comma = "；" if language.is_chinese else "; "

    def minutes(self) -> str:
        """Return what became of each step, and what is still open."""
        of, run = self._language.of, self._run
        steps = [step for step in self._procedure.steps if self._touched(step)]
        state = words.COMPLETE if run.complete else words.INCOMPLETE
        title = f"{of(words.MINUTES)}{self._colon}{of(self._procedure.name)}"
        lines = [
            f"# {title} [{of(words.DRAFT)}]",
            "",
            f"- {of(words.STARTED)}{self._colon}{_time(run.started)}",
            f"- {of(words.ENDED)}{self._colon}{_time(run.changed)}",
            f"- {of(words.STATE)}{self._colon}{of(state)}",
        ]
        for step in steps:
            lines += ["", f"## {of(step.title)}", "", *self._step(step)]
        lines += ["", f"## {of(words.OPEN_POINTS)}", "", *self._open_points(steps)]
        lines += self._foot(tuple(dict.fromkeys(c for s in steps for c in s.citations)))
        return "\n".join(lines)

    def paper(self, paper: Paper) -> str:
        """Return a paper filled in; what was not entered is marked as missing."""
        of = self._language.of
        lines = [f"# {of(paper.title)} [{of(words.DRAFT)}]"]
        for block in paper.blocks:
            lines += ["", *self._block(block)]
        return "\n".join((*lines, *self._foot(paper.sources)))

    def _touched(self, step: Step) -> bool:
        run = self._run
        entered = any(name in run.fields for name in step.fields)
        passed = step.id in run.marks or step.id == run.step
        return passed or entered or step.id in run.notes

    def _step(self, step: Step) -> Iterator[str]:
        of, run = self._language.of, self._run
        yield f"- {of(words.RESULT)}{self._colon}{self._result(step)}"
        if step.criteria:
            ticked = run.ticks.get(step.id, ())
            for criterion in step.criteria:
                judged = words.MET if criterion.id in ticked else words.NOT_MET
                yield f"- {of(criterion.text)} **{of(judged)}**"
        for name in step.fields:
            value = " / ".join(_escaped(run.fields.get(name, "")).splitlines())
            label = of(self._procedure.fields[name].label)
            yield f"- {label}{self._colon}{value or self._missing()}"
        for note in run.notes.get(step.id, ()):
            yield f"- {of(words.NOTE)}{self._colon}{' / '.join(_escaped(note).splitlines())}"

    def _result(self, step: Step) -> str:
        of = self._language.of
        mark = self._run.marks.get(step.id)
        if mark is None:
            return of(words.NOT_TAKEN)
        said = of(words.DONE)
        if mark.result is Result.ANSWERED:
            label = next((of(o.label) for o in step.options if o.id == mark.option), "?")
            said = f"{of(words.ANSWERED)}{self._colon}{label}"
        elif mark.result is Result.SKIPPED:
            said = f"{of(words.SKIPPED)}{self._colon}{self._reason(mark.reason)}"
        return f"{said} ({_time(mark.at)})"

    def _reason(self, reason: str) -> str:
        known = words.REASONS.get(reason)
        return self._language.of(known) if known else _escaped(reason)

    def _open_points(self, steps: list[Step]) -> Iterator[str]:
        of, run = self._language.of, self._run
        count = 0
        for step in steps:
            mark = run.marks.get(step.id)
            if mark is None or mark.result is Result.SKIPPED:
                count += 1
                yield f"- {of(step.title)}{self._colon}{self._result(step)}"
            for name in step.fields:
                if name not in run.fields:
                    count += 1
                    label = of(self._procedure.fields[name].label)
                    yield f"- {label}{self._colon}{of(words.NOT_DECIDED)}"
        if not count:
            yield f"- {of(words.NONE)}"

    def _block(self, block: Block) -> Iterator[str]:
        fields = self._run.fields
        if block.text is not None:
            yield _FIELD.sub(self._inserted, self._language.of(block.text))
        if block.bullets is not None:
            points = _escaped(fields.get(block.bullets, "")).splitlines() or [self._missing()]
            yield from (f"- {point}" for point in points)
        if block.table:
            labels = [self._language.of(self._procedure.fields[n].label) for n in block.table]
            yield f"| {' | '.join(labels)} |"
            yield f"|{' --- |' * len(labels)}"
            columns = [_escaped(fields.get(n, "")).splitlines() or [""] for n in block.table]
            for row in zip_longest(*columns, fillvalue=""):
                yield f"| {' | '.join(cell or self._missing() for cell in row)} |"

    def _inserted(self, match: re.Match[str]) -> str:
        value = self._run.fields.get(match.group(1), "")
        return " / ".join(_escaped(value).splitlines()) or self._missing()

    def _missing(self) -> str:
        return f"({self._language.of(words.MISSING)})"

    def _foot(self, citations: tuple[Citation, ...]) -> list[str]:
        of = self._language.of
        named = dict.fromkeys(
            f"{line.document} ({line.date})"
            for line in self._composer.cited(citations, self._language)
        )
        stands = f"{of(words.SOURCES)}{self._colon}{self._comma.join(named)}"
        return ["", "---", f"*{of(words.CHECK)}*", f"*{stands}*"]


def _escaped(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(_MARKUP.sub(r"\\\1", line) for line in lines if line)


def _time(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC"
