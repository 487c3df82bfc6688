"""Read the folders of procedures."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from pydantic import TypeAdapter

from knowledge.content.strict_yaml import Located, Parsed
from knowledge.exceptions import Problem
from knowledge.guided.models import Procedure, ProcedureId

_PROCEDURE = TypeAdapter(Procedure)


class ProcedureReader(Protocol):
    """What reads a file into a model and gathers what is wrong with it."""

    problems: list[Problem]

    def read_located(self, path: Path, adapter: TypeAdapter[Procedure]) -> Located[Procedure]:
        """Return what the file holds, and on which lines."""


def read_procedures(
    reader: ProcedureReader, folders: Iterable[Path]
) -> tuple[dict[ProcedureId, Procedure], dict[ProcedureId, tuple[Path, Parsed]]]:
    """Return the procedures in the order in which they are listed, and where they were read.

    Args:
        reader: What reads the files; it gathers the problems.
        folders: Folders of ``<id>.yaml``; a later one replaces what an earlier one has.
    """
    found: dict[ProcedureId, Procedure] = {}
    places: dict[ProcedureId, tuple[Path, Parsed]] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*.yaml"))):
        located = reader.read_located(path, _PROCEDURE)
        procedure, parsed = located.value, located.parsed
        if procedure is None:
            continue
        if procedure.id != path.stem:
            reason = f"the file must be named {procedure.id}.yaml"
            reader.problems.append(Problem(path, parsed.line_of(("id",)), "id", reason))
        found[procedure.id] = procedure
        places[procedure.id] = (path, parsed)
    ordered = sorted(found.values(), key=lambda procedure: (procedure.order, procedure.id))
    return {procedure.id: procedure for procedure in ordered}, places
