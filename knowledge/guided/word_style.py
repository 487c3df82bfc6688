"""The look of the Word files: A4, a serif face, and Chinese in Chinese faces."""

import re
from typing import cast

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from knowledge.text.language import Language

_LATIN = "Times New Roman"
# What Windows and Word for Mac have; elsewhere a face of the same kind takes their place.
_EAST_ASIAN = {
    Language.SIMPLIFIED: "SimSun",
    Language.TRADITIONAL: "PMingLiU",
    Language.ENGLISH: "SimSun",
}
_HAN_LOCALE = {
    Language.SIMPLIFIED: "zh-CN",
    Language.TRADITIONAL: "zh-TW",
    Language.ENGLISH: "zh-CN",
}
_THEME = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_BLACK, _RED, _GREY = RGBColor(0, 0, 0), RGBColor(0xB0, 0x10, 0x10), RGBColor(0x50, 0x50, 0x50)
_SHADE = "E7E6E6"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Return what people typed without the characters that no file of Word's can hold."""
    return _NOT_XML.sub("", text)


def apply_styles(word: WordDocument, language: Language) -> None:
    """Set page, faces, sizes and languages of a new document."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    normal = _style(word, "Normal", language, Pt(11), _BLACK)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.1
    title = _style(word, "Title", language, Pt(18), _BLACK)
    title.font.bold = True
    _without_border(title)
    heading = _style(word, "Heading 1", language, Pt(12), _BLACK)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(14), Pt(4)
    _style(word, "List Bullet", language, Pt(11), _BLACK).paragraph_format.space_after = Pt(3)
    _style(word, "Footer", language, Pt(9), _GREY).paragraph_format.space_after = Pt(0)
    draft = _style(word, "Draft", language, Pt(9), _RED)
    draft.font.bold = True
    _style(word, "Sources", language, Pt(8), _GREY)


def add_page_number(paragraph: Paragraph) -> None:
    """Append "page / pages", which Word counts itself."""
    for name, after in (("PAGE", " / "), ("NUMPAGES", "")):
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), name)
        paragraph._p.append(field)
        paragraph.add_run(after)


def repeat_row(row: _Row) -> None:
    """Show a row again at the top of each page that the table reaches."""
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(repeated)


def shade(cell: _Cell) -> None:
    """Give a cell a grey ground."""
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
        ground.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(ground)


def _style(
    word: WordDocument, name: str, language: Language, size: Pt, colour: RGBColor
) -> ParagraphStyle:
    known = {style.name: style for style in word.styles if isinstance(style, ParagraphStyle)}
    style = known.get(name)
    if style is None:
        style = cast("ParagraphStyle", word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.font.name, style.font.size, style.font.color.rgb = _LATIN, size, colour
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), _EAST_ASIAN[language])
    for theme in _THEME:
        # A face of the theme would win over one that is named.
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    spoken = properties.find(qn("w:lang"))
    if spoken is None:
        spoken = OxmlElement("w:lang")
        properties.append(spoken)
    spoken.set(qn("w:val"), "en-GB")
    spoken.set(qn("w:eastAsia"), _HAN_LOCALE[language])
    return style


def _without_border(style: ParagraphStyle) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
