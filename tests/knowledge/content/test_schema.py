"""The schema that editors use says what the models say."""

import json

import yaml

from knowledge.content.base import KnowledgeBase
from knowledge.content.loader import CONTENT
from knowledge.content.schema import PATH, entry_schema, schema_text
from knowledge.models import Entry


def test_the_file_is_up_to_date(knowledge: KnowledgeBase) -> None:
    written = PATH.read_text(encoding="utf-8")
    assert written == schema_text(knowledge.vocabulary.facets), "run: coordbot kb schema"


def test_every_field_and_facet_is_offered(knowledge: KnowledgeBase) -> None:
    schema = entry_schema(knowledge.vocabulary.facets)
    assert set(schema["properties"]) == set(Entry.model_fields)
    assert set(schema["properties"]["facets"]["properties"]) == set(knowledge.vocabulary.facets)
    assert schema["properties"]["aliases"]["description"].startswith("What people write")


def test_nothing_may_be_null(knowledge: KnowledgeBase) -> None:
    assert "null" not in json.dumps(entry_schema(knowledge.vocabulary.facets))


def test_a_shipped_entry_uses_only_what_the_schema_has(knowledge: KnowledgeBase) -> None:
    schema = entry_schema(knowledge.vocabulary.facets)
    path = CONTENT / "entries" / "role" / "humanitarian-coordinator.yaml"
    entry = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(entry) <= set(schema["properties"])
    assert set(schema["required"]) <= set(entry)
