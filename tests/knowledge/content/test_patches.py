from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.content.base import KnowledgeBase
from knowledge.content.patches import alias_patch, statement_patch
from knowledge.text.script import to_simplified

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("question", "language", "alias"),
    [
        ("誰管冬季物資", "zh", "谁管冬季物资"),
        ("who runs winter kits", "en", "who runs winter kits"),
    ],
)
def test_an_alias_goes_into_its_language_in_simplified_script(
    knowledge: KnowledgeBase, question: str, language: str, alias: str
) -> None:
    patch = alias_patch(knowledge.entries["nutrition"], question, today=TODAY)
    assert yaml.safe_load(patch) == {"id": "nutrition", "aliases": {language: [alias]}}
    assert "entries/cluster/nutrition.yaml" in patch.splitlines()[0]


# What a message can hold: not the halves of surrogate pairs.
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1), st.text(max_size=9))
def test_no_text_leaves_its_place_in_the_file(text: str, source: str) -> None:
    patch = yaml.safe_load(statement_patch(None, None, text, source, today=TODAY))
    [statement] = patch["facets"]["…"]["statements"]
    assert set(patch) == {"id", "facets"}
    assert set(statement) == {"zh", "en", "sources"}
    lines = "\n".join(text.splitlines())
    assert {lines, to_simplified(lines)} & {statement["zh"], statement["en"]}
