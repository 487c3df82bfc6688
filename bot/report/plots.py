"""Draw plots for the report, where the extra ``plots`` is installed; without it, do without."""

import io
from collections.abc import Sequence
from html import escape
from typing import NamedTuple


class Bar(NamedTuple):
    """One bar of a plot."""

    label: str
    value: int


def bars(title: str, values: Sequence[Bar]) -> str:
    """Return a bar chart as SVG; nothing if there is nothing to draw, or nothing to draw with."""
    if not values:
        return ""
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 - an extra
    except ImportError:
        return ""
    figure = Figure(figsize=(7, 0.5 + 0.35 * len(values)), layout="constrained")
    axes = figure.add_subplot(title=title)
    drawn = axes.barh([bar.label for bar in values], [bar.value for bar in values])
    axes.bar_label(drawn)
    axes.spines[["top", "right"]].set_visible(False)
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    picture = file.getvalue()
    drawing = picture[picture.index("<svg") :]
    return f'<figure role="img" aria-label="{escape(title)}">{drawing}</figure>'
