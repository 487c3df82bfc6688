"""Telegram's HTML as plain text, for when the markup is refused."""

from html import unescape
from html.parser import HTMLParser


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def plain_text(html: str) -> str:
    """Return what a reader sees of a message's HTML."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.pieces) or unescape(html)
