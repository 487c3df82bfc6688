"""Remember the index of the content, so that the next start need not make it anew.

Making it takes most of a second and twice the memory it needs in the end; reading it, neither.
"""

import importlib.metadata
import io
import json
import pickle
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.content.base import KnowledgeBase
from knowledge.content.sealed import hash_of, read_sealed, write_sealed
from knowledge.content.snapshot import MADE_AT_INSTALL
from knowledge.matching.acts import Act, Acts
from knowledge.matching.cards import Cards
from knowledge.matching.lexicon import Lexicon, Name, Synonyms
from knowledge.matching.matcher import Matcher
from knowledge.matching.reader import Reader
from knowledge.matching.reading import Cue
from knowledge.matching.repairing import Repairer
from knowledge.matching.scorer import Scorer
from knowledge.matching.stopwords import Stopwords
from knowledge.matching.text_index import TextIndex
from knowledge.models import Card, Kind
from knowledge.text.apart import ApartIndex
from knowledge.text.apart import Phrase as PhraseApart
from knowledge.text.phrases import PhraseAutomaton, PhraseIndex, Quality
from knowledge.text.spelling import Speller

_PROGRAM = Path(__file__).parents[1]
# What decides, besides the program, how texts are cut and compared.
_LIBRARIES = ("babel", "opencc", "pystemmer")
# Nothing else is made from such a file, whatever it asks for: a pickle may ask for anything.
_CLASSES = (
    *(
        Act,
        Acts,
        ApartIndex,
        PhraseApart,
        Card,
        Cards,
        Cue,
        Kind,
        Lexicon,
        Matcher,
        Name,
        PhraseIndex,
    ),
    *(PhraseAutomaton, Quality, Reader, Repairer, Scorer, Speller, Stopwords, Synonyms, TextIndex),
)
_MADE = {(one.__module__, one.__qualname__) for one in _CLASSES} | {
    ("array", "_array_reconstructor"),
    ("array", "array"),
    ("builtins", "list"),
    ("builtins", "set"),
    ("collections", "defaultdict"),
    ("re", "_compile"),
}


def index_beside(snapshot: Path) -> Path:
    """Return where the index of what is in a snapshot is kept."""
    return snapshot.with_suffix(".index")


_MADE_AT_INSTALL = index_beside(MADE_AT_INSTALL)


class IndexFile:
    """Makes matchers; of the same content the program reads the one it made before.

    Args:
        path: Where it is kept.
        before: Another such file that is looked into, and not written.
        make: Makes one.
    """

    def __init__(
        self,
        path: Path,
        *,
        before: Path = _MADE_AT_INSTALL,
        make: Callable[[KnowledgeBase], Matcher] = Matcher,
    ) -> None:
        self._path = path
        self._before = before
        self._make = make

    @classmethod
    def beside(cls, snapshot: Path) -> "IndexFile":
        """Return the one that goes with a snapshot of the content."""
        return cls(index_beside(snapshot))

    def __call__(self, knowledge: KnowledgeBase) -> Matcher:
        """Return a matcher of the content, as ``Matcher`` is."""
        country = knowledge.country.code if knowledge.country is not None else ""
        path = self._path.with_suffix(f".{country}.index") if country else self._path
        version = json.dumps([knowledge.version, country, _program()]).encode()
        for kept in (path, self._before):
            body = read_sealed(kept, version)
            known = _read(body) if body is not None else None
            if known is not None:
                return known
        matcher = self._make(knowledge)
        write_sealed(path, version, pickle.dumps(matcher))
        return matcher


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _MADE:
            raise pickle.UnpicklingError(f"{module}.{name} does not belong into an index")
        return super().find_class(module, name)


def _read(body: bytes) -> Matcher | None:
    try:
        found = _Unpickler(io.BytesIO(body)).load()
    except Exception:
        return None
    return found if isinstance(found, Matcher) else None


@cache
def _program() -> str:
    """Return what decides what an index holds, apart from the content."""
    files = sorted(path for path in _PROGRAM.rglob("*") if path.suffix in {".py", ".txt"})
    code = pickle.dumps([path.read_bytes() for path in files])
    libraries = [importlib.metadata.version(name) for name in _LIBRARIES]
    return json.dumps([hash_of(code), sys.version, *libraries])
