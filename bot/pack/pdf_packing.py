"""Make a PDF smaller: most of a tagged one is thousands of small objects, each by itself.

PDF 1.5 lets objects share compressed streams (ISO 32000-1, 7.5.7 and 7.5.8); Typst does not use
it. A library that does weighs 30 MB, and what Typst writes is simple: one table of offsets, no
updates, no encryption. The file gets to a third.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import pairwise

_TABLE = re.compile(rb"xref\s+0 (\d+)\s+((?:\d{10} \d{5} [nf]\s*)+)trailer\s*<<(.*)>>", re.DOTALL)
_TOGETHER = 200
"""How many objects share a stream: a viewer unpacks it for any one of them."""
_OFFSET, _IN_STREAM = 1, 2


def packed(pdf: bytes) -> bytes:
    """Return the same document with its objects packed.

    Raises:
        ValueError: It is not built as expected.
    """
    objects, trailer = _read(pdf)
    header = pdf[: pdf.index(b"obj") - len(b"1 0 ")]
    written = bytearray(re.sub(rb"%PDF-1\.[0-4]", b"%PDF-1.5", header))
    entries = {0: (0, 0, 65535)}
    small = {n: body for n, body in objects.items() if not body.endswith(b"endstream")}
    for number, body in objects.items():
        if number not in small:
            entries[number] = (_OFFSET, len(written), 0)
            written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    number = max(objects)
    for group in _groups(sorted(small)):
        number += 1
        entries[number] = (_OFFSET, len(written), 0)
        entries |= {member: (_IN_STREAM, number, place) for place, member in enumerate(group)}
        written += _stream(number, *_together(small, group))
    start, number = len(written), number + 1
    entries[number] = (_OFFSET, start, 0)
    table = b"".join(
        kind.to_bytes(1, "big") + where.to_bytes(4, "big") + index.to_bytes(2, "big")
        for _number, (kind, where, index) in sorted(entries.items())
    )
    kept = re.sub(rb"/Size\s+\d+", b"", trailer)
    written += _stream(number, b"/Type/XRef/W[1 4 2]/Size %d%b" % (number + 1, kept), table)
    return bytes(written + b"startxref\n%d\n%%%%EOF\n" % start)


def _read(pdf: bytes) -> tuple[dict[int, bytes], bytes]:
    """Return the objects by their numbers, and what the trailer says."""
    start = int(pdf[pdf.rindex(b"startxref") + len(b"startxref") :].split()[0])
    found = _TABLE.match(pdf, start)
    if found is None:
        raise ValueError("the table of objects is not where it should be")
    rows = enumerate(re.findall(rb"(\d{10}) \d{5} ([nf])", found[2]))
    offsets = {number: int(at) for number, (at, used) in rows if used == b"n"}
    ends = sorted([*offsets.values(), start])
    following = dict(pairwise(ends))
    return {n: _body(pdf[at : following[at]]) for n, at in offsets.items()}, found[3]


def _body(written: bytes) -> bytes:
    begin = written.index(b"obj") + len(b"obj")
    return written[begin : written.rindex(b"endobj")].strip()


def _groups(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), _TOGETHER):
        yield numbers[start : start + _TOGETHER]


def _together(objects: dict[int, bytes], group: list[int]) -> tuple[bytes, bytes]:
    places, content = [], bytearray()
    for number in group:
        places.append(b"%d %d" % (number, len(content)))
        content += objects[number] + b"\n"
    head = b" ".join(places) + b"\n"
    return b"/Type/ObjStm/N %d/First %d" % (len(group), len(head)), head + bytes(content)


def _stream(number: int, said: bytes, content: bytes) -> bytes:
    data = zlib.compress(content, 9)
    head = b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>\nstream\n" % (number, said, len(data))
    return head + data + b"\nendstream\nendobj\n"
