"""The guide as one HTML file, complete without scripts, network or any other file."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from bot.pack.markup import filled
from bot.pack.drawing import STYLE as CHART_STYLE
from bot.pack.outline import Outline, Section

_STATIC = Path(__file__).parent / "static"
