"""Pictures, as far as the playground looks into them."""

import struct

from bot.playground.errors import bad_request

PNG = "image/png"
_HEAD = struct.Struct(">8s4x4sII")


def picture_size(content: bytes) -> tuple[int, int]:
    """Return the width and the height of a picture.

    Raises:
        ApiError: It is no PNG, the only kind of picture that is known here.
    """
    if len(content) >= _HEAD.size:
        signature, chunk, width, height = _HEAD.unpack_from(content)
        if (signature, chunk) == (b"\x89PNG\r\n\x1a\n", b"IHDR"):
            return width, height
    raise bad_request("IMAGE_PROCESS_FAILED")
