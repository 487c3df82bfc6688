"""What is in cycles is freed while the bot runs, though little is ever young at once."""

import asyncio
import contextlib
import gc
import weakref

from bot.content.collector import collecting


class _Knot:
    def __init__(self) -> None:
        self.itself = self


async def test_what_holds_itself_is_freed_in_the_end() -> None:
    gc.collect()
    gc.disable()
    knot = weakref.ref(_Knot())
    try:
        assert knot() is not None, "nothing but the collector frees it"
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(collecting(every=0.01), 0.1)
    finally:
        gc.enable()
    assert knot() is None
