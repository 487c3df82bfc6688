"""What the guide to the content shows is what the loader takes."""

import re

import pytest
import yaml

from knowledge.content.base import KnowledgeBase
from knowledge.content.loader import CONTENT
from knowledge.models import Entry

GUIDE = (CONTENT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
ENTRIES = [block for block in BLOCKS if re.match(r"id: .*\nkind: ", block)]


@pytest.mark.parametrize("text", ENTRIES, ids=lambda text: text.splitlines()[0])
def test_an_example_is_a_valid_entry(text: str, knowledge: KnowledgeBase) -> None:
    entry = Entry.model_validate(yaml.safe_load(text))
    assert set(entry.facets) <= set(knowledge.vocabulary.facets)


def test_the_two_worked_examples_are_shipped_entries(knowledge: KnowledgeBase) -> None:
    for text in ENTRIES[:2]:
        example = Entry.model_validate(yaml.safe_load(text))
        shipped = knowledge.entries[example.id]
        assert (example.kind, example.name) == (shipped.kind, shipped.name)
        assert set(example.facets) <= set(shipped.facets)


def test_every_vocabulary_file_is_explained() -> None:
    files = {path.name for path in (CONTENT / "vocabulary").glob("*.yaml")}
    assert files <= set(re.findall(r"^\| `(\w+\.yaml)` \|", GUIDE, re.MULTILINE))
