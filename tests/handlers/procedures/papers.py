"""What stands in the files that a procedure sends."""

from io import BytesIO

import docx
from docx.document import Document

from tests.chat import Sent


def word_of(sent: Sent) -> Document:
    """Return the Word file that a message brings."""
    return docx.Document(BytesIO(_content(sent, ".docx")))


def words_of(sent: Sent) -> list[str]:
    """Return the paragraphs of a Word file, and the rows of its tables."""
    word = word_of(sent)
    rows = [row for table in word.tables for row in table.rows]
    return [
        *(paragraph.text for paragraph in word.paragraphs),
        *("|".join(cell.text for cell in row.cells) for row in rows),
    ]


def markdown_of(sent: Sent) -> str:
    """Return the Markdown file that a message brings."""
    return _content(sent, ".md").decode()


def _content(sent: Sent, ending: str) -> bytes:
    assert isinstance(sent.file, tuple)
    name, content = sent.file
    assert name.endswith(ending)
    return content
