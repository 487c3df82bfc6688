"""Read the HTML Telegram understands into plain text and entities."""

import html
import re
from html.parser import HTMLParser
from typing import Any, NamedTuple, NoReturn

from bot.playground.errors import bad_request
from knowledge.text.length import utf16_units

Entity = dict[str, Any]

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
}

# Telegram knows these references only and shows any other ampersand as it stands.
_STRAY_AMPERSAND = re.compile(r"&(?!(?:lt|gt|amp|quot|#[0-9]+|#[xX][0-9a-fA-F]+);)")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?/?>")
_LANGUAGE = "language-"

_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>「」『』，。；、）)]+)"
    r"|(?<![\w/@])(?P<bot_command>/[a-zA-Z0-9_]{1,32}(?:@[a-zA-Z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[a-zA-Z0-9_]{3,32})"
)


class RichText(NamedTuple):
    """A text and where in it something is bold, a link, a quotation."""

    text: str
    entities: list[Entity]


def parse_html(source: str) -> RichText:
    """Return the text and the entities of a message written in Telegram's HTML.

    Raises:
        ApiError: A tag is unknown, left open or closed in the wrong order.
    """
    reader = _Reader(source)
    reader.feed(reader.source)
    reader.close()
    return reader.result()


def trim(rich: RichText) -> RichText:
    """Return the text without the white space around it, the entities moved along."""
    text = rich.text.strip()
    start = utf16_units(rich.text) - utf16_units(rich.text.lstrip())
    end = start + utf16_units(text)
    kept = []
    for entity in rich.entities:
        first = max(entity["offset"], start)
        last = min(entity["offset"] + entity["length"], end)
        if first < last:
            kept.append({**entity, "offset": first - start, "length": last - first})
    return RichText(text, kept)


def add_found(rich: RichText) -> RichText:
    """Return the text with the commands, mentions and links Telegram finds by itself."""
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in rich.entities
        if entity["type"] in {"code", "pre", "text_link"}
    ]
    entities = list(rich.entities)
    for match in _FOUND.finditer(rich.text):
        offset = utf16_units(rich.text[: match.start()])
        length = utf16_units(match.group())
        if not any(start < offset + length and offset < end for start, end in taken):
            entities.append({"type": match.lastgroup, "offset": offset, "length": length})
    return RichText(rich.text, sorted(entities, key=lambda e: (e["offset"], -e["length"])))


class _Reader(HTMLParser):
    """The state of reading one message."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.source = _STRAY_AMPERSAND.sub("&amp;", source)
        self._strays = [match.start() for match in _STRAY_AMPERSAND.finditer(source)]
        self._original = source
        self._text = ""
        self._length = 0
        self._entities: list[Entity] = []
        self._open: list[tuple[str, Entity]] = []
        self._refuse_loose_angles()

    def result(self) -> RichText:
        """Return what was read, outer entities before the ones they hold."""
        if self._open:
            tag, _ = self._open[-1]
            self._fail(f'can\'t find end tag corresponding to start tag "{tag}"')
        found = [entity for entity in self._entities if entity["length"]]
        return RichText(self._text, sorted(found, key=lambda e: (e["offset"], -e["length"])))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an entity."""
        attributes = {name: value or "" for name, value in attrs}
        if tag == "span" and attributes.get("class") == "tg-spoiler":
            entity = {"type": "spoiler"}
        elif tag in TYPES:
            entity = self._entity(tag, attributes)
        else:
            self._fail(f'unsupported start tag "{tag}" at byte offset {self._byte_offset()}')
        self._open.append((tag, {**entity, "offset": self._length}))

    def handle_endtag(self, tag: str) -> None:
        """Close the entity opened last."""
        where = f"at byte offset {self._byte_offset()}"
        if not self._open:
            self._fail(f"unexpected end tag {where}")
        opened, entity = self._open.pop()
        if opened != tag:
            self._fail(f'unmatched end tag {where}, expected "</{opened}>", found "</{tag}>"')
        entity["length"] = self._length - entity["offset"]
        self._keep(entity)

    def handle_data(self, data: str) -> None:
        """Add text."""
        self._text += data
        self._length += utf16_units(data)

    def handle_entityref(self, name: str) -> None:
        """Add a character written by its name."""
        self.handle_data(html.unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        """Add a character written by its number."""
        self.handle_data(html.unescape(f"&#{name};"))

    def _entity(self, tag: str, attributes: dict[str, str]) -> Entity:
        match tag:
            case "a":
                return {"type": "text_link", "url": attributes.get("href", "")}
            case "blockquote" if "expandable" in attributes:
                return {"type": "expandable_blockquote"}
            case "code" if attributes.get("class", "").startswith(_LANGUAGE):
                return {"type": "code", "language": attributes["class"].removeprefix(_LANGUAGE)}
            case _:
                return {"type": TYPES[tag]}

    def _keep(self, entity: Entity) -> None:
        """Keep a closed entity, unless Telegram would drop it where it stands."""
        language = entity.pop("language", "") if entity["type"] == "code" else ""
        for _, outer in self._open:
            if outer["type"] == "pre" and language:
                outer["language"] = language
            if outer["type"] in {"pre", "code", entity["type"]}:
                return
        if entity["type"] == "text_link" and not re.match(r"(https?|tg)://.", entity["url"]):
            return
        if entity["type"] in {"pre", "code"}:
            inside = entity["offset"]
            self._entities = [e for e in self._entities if e["offset"] < inside]
        self._entities.append(entity)

    def _refuse_loose_angles(self) -> None:
        """Refuse a ``<`` that opens no tag: the parser would pass it as text or drop it."""
        without_tags = _TAG.sub(lambda tag: " " * len(tag.group()), self._original)
        position = without_tags.find("<")
        if position >= 0:
            where = len(self._original[:position].encode())
            self._fail(f'unsupported start tag "" at byte offset {where}')

    def _byte_offset(self) -> int:
        line, column = self.getpos()
        before = "\n".join([*self.source.split("\n")[: line - 1], ""])
        position = len(before) + column
        added = sum(1 for index, stray in enumerate(self._strays) if stray + 4 * index < position)
        return len(self._original[: position - 4 * added].encode())

    def _fail(self, reason: str) -> NoReturn:
        raise bad_request(f"can't parse entities: {reason[0].upper()}{reason[1:]}")
