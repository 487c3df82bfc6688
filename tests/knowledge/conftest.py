"""A content folder of one entry, to be broken in one place."""

import re
import shutil
from pathlib import Path

import pytest

from knowledge.content.loader import CONTENT

ENTRY = """\
id: test-body
kind: body
name: {zh: 测试机构, en: Test body}
facets:
  definition:
    statements:
      - zh: 一家测试机构。
        en: A test body.
        sources: [{document: unhcr-cluster-approach, section: x}]
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The shipped vocabulary and documents, with one entry; to that nothing is done."""
    shutil.copytree(CONTENT / "vocabulary", tmp_path / "vocabulary")
    (tmp_path / "vocabulary" / "acts.yaml").write_text("{}", encoding="utf-8")
    facets = tmp_path / "vocabulary" / "facets.yaml"
    facets.write_text(
        re.sub(r"\n  of: .*", "", facets.read_text(encoding="utf-8")), encoding="utf-8"
    )
    shutil.copy(CONTENT / "documents.yaml", tmp_path)
    (tmp_path / "entries" / "body").mkdir(parents=True)
    (tmp_path / "entries" / "body" / "test-body.yaml").write_text(ENTRY, encoding="utf-8")
    return tmp_path
