"""A paper as a Word file, ready to be put on letterhead, corrected and signed."""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from itertools import zip_longest

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Emu, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from knowledge.guided.draft import (
    Draft,
    Heading,
    Line,
    Paragraph,
    Piece,
    Points,
    Segment,
    SegmentKind,
    Table,
)
from knowledge.guided.place import Place
from knowledge.guided.word_style import add_page_number, apply_styles, repeat_row, shade, writable

_SPACE_BEFORE = {
    Place.DATE: Pt(6),
    Place.ADDRESSEE: Pt(12),
    Place.SUBJECT: Pt(12),
    Place.BODY: Pt(6),
    Place.CLOSING: Pt(12),
    Place.SIGNATURE: Pt(36),
}
"""The room above a paragraph; that above a signature is for signing."""
_INDENT = Pt(22)
"""Two characters, as Chinese paragraphs begin."""
_TOGETHER = {Place.CLOSING, Place.SIGNATURE}


def word_file(draft: Draft) -> bytes:
    """Return a paper as the content of a .docx file."""
    return _Writer(draft).written()


class _Writer:
    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._word: WordDocument = Document()
        apply_styles(self._word, draft.language)

    def written(self) -> bytes:
        """Return the file."""
        self._properties()
        self._every_page()
        if not self._draft.letter:
            self._word.add_paragraph(self._draft.title, style="Title")
        for piece, after in zip_longest(self._draft.pieces, self._draft.pieces[1:]):
            self._piece(piece)
            if isinstance(after, Paragraph) and after.place is Place.CLOSING:
                # A signature never stands on a page of its own.
                self._word.paragraphs[-1].paragraph_format.keep_with_next = True
        content = BytesIO()
        self._word.save(content)
        return content.getvalue()

    def _properties(self) -> None:
        properties, draft = self._word.core_properties, self._draft
        properties.title = f"{draft.title} [{draft.mark}]"
        properties.language = "en-GB" if not draft.language.is_chinese else str(draft.language)
        properties.author = properties.last_modified_by = "coordbot"
        properties.comments = draft.warning
        properties.created = properties.modified = datetime.fromtimestamp(draft.written, UTC)

    def _every_page(self) -> None:
        section = self._word.sections[0]
        header = section.header.paragraphs[0]
        header.style = "Draft"
        header.add_run(f"{self._draft.mark} · {self._draft.warning}")
        footer = section.footer.paragraphs[0]
        footer.add_run(f"{self._draft.title}  ·  ")
        add_page_number(footer)
        section.footer.add_paragraph(self._draft.sources, style="Sources")

    def _piece(self, piece: Piece) -> None:
        match piece:
            case Heading(text):
                self._word.add_heading(text, level=1)
            case Paragraph(lines, place):
                self._paragraph(lines, place)
            case Points(points):
                for point in points:
                    self._segments(self._word.add_paragraph(style="List Bullet"), point)
            case Table(head, rows):
                self._table(head, rows)

    def _paragraph(self, lines: tuple[Line, ...], place: Place) -> None:
        paragraph = self._word.add_paragraph()
        layout = paragraph.paragraph_format
        layout.space_before = _SPACE_BEFORE.get(place)
        layout.keep_with_next = place is Place.CLOSING
        layout.keep_together = place in _TOGETHER
        for number, line in enumerate(lines):
            if number:
                paragraph.add_run().add_break()
            self._segments(paragraph, line, bold=place is Place.SUBJECT)
        if place is Place.BODY:
            # What introduces a list or a table stays with it.
            layout.keep_with_next = lines[-1][-1].text.endswith((":", "："))
            layout.first_line_indent = _INDENT if self._draft.language.is_chinese else None

    def _table(self, head: tuple[str, ...], rows: tuple[tuple[Line, ...], ...]) -> None:
        table = self._word.add_table(rows=1, cols=len(head), style="Table Grid")
        for cell, label in zip(table.rows[0].cells, head, strict=True):
            self._segments(cell.paragraphs[0], (Segment(label),), bold=True)
            shade(cell)
        repeat_row(table.rows[0])
        for row in rows:
            for cell, line in zip(table.add_row().cells, row, strict=True):
                self._segments(cell.paragraphs[0], line)
        self._widths(table)
        gap = self._word.add_paragraph().paragraph_format
        gap.space_after, gap.line_spacing = Pt(0), Pt(6)

    def _widths(self, table: WordTable) -> None:
        """Give the last column, which holds reasons, as much room as the others together."""
        section = self._word.sections[0]
        whole = (
            (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        )
        shares = [1.0] * (len(table.columns) - 1) + [max(len(table.columns) - 1, 1)]
        table.autofit = False
        for column, share in zip(table.columns, shares, strict=True):
            # Word goes by the cells, LibreOffice by the columns.
            column.width = width = Emu(int(whole * share / sum(shares)))
            for cell in column.cells:
                cell.width = width
                cell.paragraphs[0].paragraph_format.space_after = Pt(2)

    @staticmethod
    def _segments(
        paragraph: WordParagraph, line: Iterable[Segment], *, bold: bool = False
    ) -> None:
        for segment in line:
            run = paragraph.add_run(writable(segment.text))
            run.bold = bold or segment.kind is SegmentKind.STRONG or None
            if segment.kind is SegmentKind.MISSING:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
