"""The format of an entry as JSON Schema, so that editors complete and check YAML."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from knowledge.models import Entry, FacetId, FacetKind

PATH = Path(__file__).parents[1] / "entry.schema.json"


def entry_schema(facets: Mapping[FacetId, FacetKind]) -> dict[str, Any]:
    """Return the schema of an entry, with the facets of the vocabulary by name.

    Args:
        facets: What can be asked of an entry; an editor offers these and no others.
    """
    schema = Entry.model_json_schema()
    of_facets = schema["properties"]["facets"]
    [facet] = of_facets.pop("patternProperties").values()
    of_facets["properties"] = {
        name: {**facet, "description": f"{kind.title.en} / {kind.title.zh}"}
        for name, kind in facets.items()
    }
    of_facets["additionalProperties"] = False
    schema = _without_null(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _without_null(part: Any) -> Any:
    """Return a schema in which what may be left out may not be null: the loader refuses null."""
    if isinstance(part, list):
        return [_without_null(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _without_null(value) for key, value in part.items() if value is not None}
    choices = kept.pop("anyOf", None)
    return kept if choices is None else {**choices[0], **kept}


def schema_text(facets: Mapping[FacetId, FacetKind]) -> str:
    """Return the schema as it stands in the file."""
    return json.dumps(entry_schema(facets), ensure_ascii=False, indent=2) + "\n"
