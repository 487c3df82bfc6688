"""Read the strict subset of YAML that content is written in.

YAML guesses: ``no`` becomes False, ``12:30`` becomes 750, the last of two equal keys wins, and
an alias can unfold into gigabytes. Content is text written by people in a hurry, so everything
that would be guessed is refused, with its line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from knowledge.exceptions import Problem

T = TypeVar("T")

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_NODES = 50_000
_STR = "tag:yaml.org,2002:str"
# The C scanner is ten times faster and gives the same events and marks.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Location = tuple[str | int, ...]
Value = str | list["Value"] | dict[str, "Value"]


@dataclass(slots=True)
class Parsed:
    """What one file holds."""

    value: Value | None = None
    """The content; None if a problem was found."""
    lines: Mapping[Location, int] = field(default_factory=dict)
    """The line of every value, by its path."""
    problems: list[Problem] = field(default_factory=list)
    """Everything that was refused."""

    def line_of(self, location: Location) -> int:
        """Return the line of a value, or of the nearest value around it; 0 if unknown."""
        return line_of(self.lines, location)


def line_of(lines: Mapping[Location, int], location: Location) -> int:
    """Return the line of a value, or of the nearest value around it; 0 if unknown."""
    for length in range(len(location), -1, -1):
        if location[:length] in lines:
            return lines[location[:length]]
    return 0


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A model read from a file, and the lines it was read from."""

    value: T | None
    """None if the file does not hold one."""
    parsed: Parsed


def parse(path: Path) -> Parsed:
    """Read a file of the strict subset.

    Args:
        path: A file of at most 1 MB of UTF-8 text.

    Returns:
        The value, or the problems that forbid one. Nothing is raised for bad content.
    """
    lines: dict[Location, int] = {}
    parsed = Parsed(lines=lines)

    def refuse(line: int, reason: str, location: Location = ()) -> None:
        parsed.problems.append(Problem(path, line, ".".join(map(str, location)), reason))

    text = _read(path, refuse)
    if text is None:
        return parsed
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        refuse(line, f"this is not YAML: {error.problem or error.context}")
        return parsed
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        refuse(0, f"this is not YAML: {str(error).splitlines()[0]}")
        return parsed
    if root is None:
        refuse(0, "the file is empty")
        return parsed
    _refuse_references(text, refuse)
    if parsed.problems:
        return parsed
    value = _Builder(lines, refuse).build(root, (), 1)
    if not parsed.problems:
        parsed.value = value
    return parsed


def _read(path: Path, refuse: "_Refuse") -> str | None:
    if path.stat().st_size > MAX_BYTES:
        refuse(0, f"the file is larger than {MAX_BYTES:,} bytes; split it")
        return None
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse(0, f"the file is not UTF-8 text (byte {error.start}); save it as UTF-8")
        return None
    # Bounded before parsing: the parser recurses once a level.
    indent = max((len(line) - len(line.lstrip(" ")) for line in text.splitlines()), default=0)
    if indent > 40 * MAX_DEPTH or text.count("[") + text.count("{") > MAX_NODES:
        refuse(0, f"the file is nested more than {MAX_DEPTH} levels deep")
        return None
    return text


def _refuse_references(text: str, refuse: "_Refuse") -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            refuse(line, "aliases (*name) are not used here; write the text out")
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            refuse(line, "anchors (&name) are not used here; write the text out")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth == MAX_DEPTH + 1:
                refuse(line, f"nested more than {MAX_DEPTH} levels deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            refuse(line, f"tags ({tag}) are not used here; remove it")


class _Builder:
    """Turn YAML nodes into strings, lists and dicts, noting lines and problems on the way."""

    def __init__(self, lines: dict[Location, int], refuse: "_Refuse") -> None:
        self._lines = lines
        self._refuse = refuse
        self._count = 0

    def build(self, node: Node, at: Location, depth: int) -> Value:
        line = node.start_mark.line + 1
        self._lines.setdefault(at, line)
        self._count += 1
        if self._count == MAX_NODES:
            self._refuse(line, f"more than {MAX_NODES:,} values in one file; split it")
        if isinstance(node, MappingNode):
            return self._mapping(node, at, depth)
        if isinstance(node, SequenceNode):
            return [
                self.build(child, (*at, index), depth + 1)
                for index, child in enumerate(node.value)
            ]
        return self._scalar(node, at)

    def _mapping(self, node: MappingNode, at: Location, depth: int) -> Value:
        result: dict[str, Value] = {}
        first_lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self._refuse(line, "a key must be a word", at)
                continue
            key = str(key_node.value)
            if key in first_lines:
                reason = f"the key {key!r} stands twice, first on line {first_lines[key]}"
                self._refuse(line, reason, at)
                continue
            first_lines[key] = line
            self._lines[*at, key] = line
            result[key] = self.build(value_node, (*at, key), depth + 1)
        return result

    def _scalar(self, node: Node, at: Location) -> str:
        text = str(node.value)
        if node.tag != _STR:
            kind = node.tag.rsplit(":", maxsplit=1)[-1]
            reason = f"YAML reads {text!r} as {kind}, not as text; write it in quotes"
            self._refuse(node.start_mark.line + 1, reason, at)
        return text


class _Refuse(Protocol):
    """The signature of the function that notes a problem."""

    def __call__(self, line: int, reason: str, location: Location = ()) -> None: ...
