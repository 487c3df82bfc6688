"""The papers of a procedure: the minutes, and what the procedure itself provides."""

import re
from collections.abc import Iterator
from datetime import UTC, tzinfo
from itertools import zip_longest

from knowledge.answering.answer import Composer
from knowledge.guided import words
from knowledge.guided.draft import (
    Draft,
    Line,
    Paragraph,
    Piece,
    Points,
    Segment,
    SegmentKind,
    Table,
)
from knowledge.guided.minutes import Minutes
from knowledge.guided.models import Block, Paper, Procedure
from knowledge.guided.run import Run
from knowledge.guided.view import taken
from knowledge.guided.wording import PaperWording
from knowledge.models import Bilingual
from knowledge.text.language import Language

_FIELD = re.compile(r"\{([a-z_]+)\}")
_BY_HAND = "_"


def papers(
    procedure: Procedure,
    run: Run,
    language: Language,
    *,
    composer: Composer,
    zone: tzinfo = UTC,
) -> list[Draft]:
    """Return every paper whose step was taken, then the minutes; each is marked as a draft.

    Args:
        procedure: What was run.
        run: What was decided and entered.
        language: The language of the papers; what people entered stays as they wrote it.
        composer: Names the sources.
        zone: The time zone in which times are told.
    """
    wording = PaperWording(language, composer, zone)
    wanted = [paper for paper in procedure.papers if paper.needs in taken(run)]
    own = [_Filled(procedure, run, paper, wording).draft() for paper in wanted]
    return [*own, Minutes(procedure, run, wording).draft()]


def placeholders(text: Bilingual) -> set[str]:
    """Return the fields that a paragraph of a paper names, in either language."""
    return {*_FIELD.findall(text.zh), *_FIELD.findall(text.en)} - {_BY_HAND}


class _Filled:
    """A paper filled in; what was not entered is marked as missing."""

    def __init__(
        self, procedure: Procedure, run: Run, paper: Paper, wording: PaperWording
    ) -> None:
        self._procedure = procedure
        self._run = run
        self._paper = paper
        self._wording = wording

    def draft(self) -> Draft:
        """Return the paper."""
        of, paper = self._wording.of, self._paper
        return Draft(
            name=self._wording.file_name(self._procedure, self._run, paper.id),
            title=of(paper.title),
            mark=of(words.DRAFT),
            warning=of(words.CHECK),
            sources=self._wording.sources(paper.sources),
            language=self._wording.language,
            letter=True,
            pieces=tuple(piece for block in paper.blocks for piece in self._pieces(block)),
            written=self._run.changed,
        )

    def _pieces(self, block: Block) -> Iterator[Piece]:
        if block.text is not None:
            text = self._wording.of(block.text)
            lines = tuple(tuple(self._segments(line)) for line in text.splitlines())
            yield Paragraph(lines, block.place)
        elif block.table:
            yield from self._table(block.table)
        elif block.ticked is not None:
            yield Points(tuple(self._criteria(block.ticked)) or (self._wording.missing,))
        else:
            yield Points(self._column(block.bullets or "") or (self._wording.missing,))

    def _segments(self, line: str) -> Iterator[Segment]:
        for number, part in enumerate(_FIELD.split(line)):
            if number % 2:
                yield from self._wording.entered(self._run.fields.get(part, ""))
            elif part:
                yield Segment(part)

    def _criteria(self, step: str) -> Iterator[Line]:
        ticked = self._run.ticked.get(step, {})
        for criterion in self._procedure.by_id[step].criteria:
            if criterion.id in ticked:
                yield (Segment(self._wording.of(criterion.text)),)

    def _column(self, name: str) -> tuple[Line, ...]:
        lines = self._run.fields.get(name, "").splitlines()
        return tuple(self._wording.entered(line) for line in lines if line.strip())

    def _table(self, names: tuple[str, ...]) -> Iterator[Piece]:
        missing = self._wording.missing
        columns = [self._column(name) for name in names]
        fields = self._procedure.fields
        yield Table(
            tuple(self._wording.of(fields[name].label) for name in names),
            tuple(zip_longest(*(column or (missing,) for column in columns), fillvalue=missing)),
        )
        if len({len(column) for column in columns if column}) > 1:
            # Which line is missing cannot be told: what stands in a row may not belong together.
            yield Paragraph(((Segment(self._wording.of(words.UNEVEN), SegmentKind.MISSING),),))
