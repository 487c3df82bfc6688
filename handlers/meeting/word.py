"""A recap as a Word document."""

from io import BytesIO

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from handlers.meeting.recap import Recap
from knowledge.guided.word_style import apply_styles, writable


def word_of(recap: Recap) -> bytes:
    """Return the content of a DOCX file."""
    document = Document()
    apply_styles(document, recap.language)
    document.add_paragraph(writable(recap.title), style="Title")
    document.add_paragraph(recap.when)
    for section in recap.sections:
        document.add_heading(section.title, level=1)
        for number, line in enumerate(section.lines, 1):
            paragraph = document.add_paragraph(f"{number}. {writable(line.text)}")
            if line.answer:
                paragraph.add_run(" → ")
                _add_link(paragraph, line.answer, line.link)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _add_link(paragraph: Paragraph, text: str, address: str | None) -> None:
    """Add a text that leads somewhere; the library reads links and does not write them."""
    run = paragraph.add_run(text)
    if address is None:
        return
    run.font.underline = True
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, True))
    link.append(run._r)
    paragraph._p.append(link)
