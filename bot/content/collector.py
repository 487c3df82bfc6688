"""Keep the garbage collector out of the content, which is a million objects that stay."""

import contextlib
import ctypes
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def paused() -> Iterator[None]:
    """Do not collect while content is made: it would be walked over in vain."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def keep() -> None:
    """Pass over what there is from now on, and give back what was needed to make it.

    Otherwise the collector would walk over it ever after in the middle of somebody's question.
    """
    gc.freeze()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of glibc; some 7 MB
    if trim is not None:
        trim(0)


def settle() -> None:
    """Free content that is no more, and keep what there is."""
    gc.unfreeze()
    gc.collect()
    keep()
