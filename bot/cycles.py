"""Let errors go without the garbage collector."""

import traceback


def let_go(error: BaseException | None) -> None:
    """Empty the frames that an error has passed, and what led to it: it is told, not debugged.

    Libraries give names in these frames to errors, which hold the frames: a hundred objects that
    stay until somebody collects them, for each call that fails where the network is bad.
    """
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
