"""Keep the garbage collector out of program and content, which are a million objects that stay."""

import asyncio
import contextlib
import ctypes
import gc
from collections.abc import Iterator

_YOUNG = 10_000
"""So many objects more than before are collected together, not Python's 700: an answer makes no
cycles, so nothing is found. Measured: 4 to 8 % of the CPU of a question."""
_SECONDS = 60.0
_M_ARENA_MAX = -8  # malloc.h of glibc


@contextlib.contextmanager
def paused() -> Iterator[None]:
    """Do not collect while content is made: it would be walked over in vain."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextlib.contextmanager
def staying() -> Iterator[None]:
    """Do not collect while something is made or loaded that stays, and pass over it ever after."""
    with paused():
        yield
        keep()


def keep() -> None:
    """Pass over what there is from now on, and give back what was needed to make it.

    Otherwise the collector would walk over it ever after in the middle of somebody's question.
    """
    gc.freeze()
    gc.set_threshold(_YOUNG)
    share_one_heap()
    give_back()


def share_one_heap() -> None:
    """Let all threads take memory from one heap, where the C library can.

    Otherwise that of the database and each that waits for files have one of their own, with holes
    of its own. Measured for an hour at 20 questions a second, two bots side by side: 2.3 MiB an
    hour instead of 3.4; at no CPU that could be measured.
    """
    _c("mallopt", _M_ARENA_MAX, 1)


def give_back() -> None:
    """Give memory back that was needed for a moment, where the C library can."""
    _c("malloc_trim", 0)


def _c(name: str, *values: int) -> None:
    """Call a function of glibc; other C libraries do without."""
    function = getattr(ctypes.CDLL(None), name, None)
    if function is not None:
        function(*values)


def settle() -> None:
    """Free content that is no more, and keep what there is."""
    gc.unfreeze()
    gc.collect()
    keep()


async def collecting(*, every: float = _SECONDS) -> None:
    """Collect from time to time until cancelled, as what is young is too seldom much.

    Otherwise what errors of libraries leave in cycles would stay, and the interpreter's lists of
    free tuples, which a whole collection empties, would grow for hours; and what a burst needed
    would be held. Measured at 20 questions a second, of whose calls 7 % fail: 3 MiB an hour
    without; a pause of 60 to 80 ms, of which giving back takes less than one.

    Args:
        every: Seconds.
    """
    while True:
        await asyncio.sleep(every)
        gc.collect()
        give_back()
