"""A recap as a Word document."""

import re
from io import BytesIO

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from handlers.meeting.recap import Recap

# Word has it on every system that shows Chinese; the Latin font stays the template's.
_CHINESE_FONT = "SimSun"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def word_of(recap: Recap) -> bytes:
    """Return the content of a DOCX file."""
    document = Document()
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), _CHINESE_FONT)
    document.add_heading(_clean(recap.title), level=1)
    document.add_paragraph(recap.when)
    for section in recap.sections:
        document.add_heading(section.title, level=2)
        for number, line in enumerate(section.lines, 1):
            paragraph = document.add_paragraph(f"{number}. {_clean(line.text)}")
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


def _clean(text: str) -> str:
    """Return what people typed without the characters that no file of Word's can hold."""
    return _NOT_XML.sub("", text)
