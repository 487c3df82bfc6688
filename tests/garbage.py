"""See that what fails leaves nothing for the garbage collector."""

import contextlib
import gc
from collections.abc import Iterator
from types import FrameType


@contextlib.contextmanager
def leaving_no_error() -> Iterator[None]:
    """Fail if there is an error or a frame afterwards that only the collector would free."""
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        yield
        gc.collect()
        left = [repr(one) for one in gc.garbage if isinstance(one, FrameType | BaseException)]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert left == []
