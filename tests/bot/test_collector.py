"""Memory is given back while the bot runs, and threads share what there is."""

import asyncio
import contextlib
import ctypes
import gc
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

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


IN_A_THREAD = """
import ctypes, sys, threading
from bot.content.collector import keep
c, path, kept = ctypes.CDLL(None), sys.argv[1], sys.argv[2] == "kept"
if kept:
    keep()
held = []
thread = threading.Thread(target=lambda: held.extend(bytes(2000) for _ in range(100)))
thread.start()
thread.join()
c.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(c.fopen(path.encode(), b"w"))
c.malloc_info(0, file)
c.fclose(file)
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="another C library")
@pytest.mark.parametrize("state", ["kept", "as it comes"])
def test_threads_share_one_heap(tmp_path: Path, state: str) -> None:
    path = tmp_path / "heaps.xml"
    unset = {name: value for name, value in os.environ.items() if name != "MALLOC_ARENA_MAX"}
    command = [sys.executable, "-c", IN_A_THREAD, str(path), state]
    subprocess.run(command, check=True, env=unset)
    heaps = path.read_text(encoding="ascii").count("<heap nr=")
    assert (heaps == 1) == (state == "kept"), heaps
