"""Invented countries, so that no test says anything of a real one."""

from collections.abc import Mapping
from pathlib import Path

CODE = "XTL"  # ISO leaves the codes that begin with X to their users
DOCUMENTS = """\
testland-note:
  title: {zh: 测试国协调说明, en: Testland coordination note}
  short: {zh: 测试国说明, en: Testland note}
  publisher: {zh: 测试国协调办, en: Testland coordination office}
  date: "2026-01-02"
  checked: "2026-11-24"
"""
COUNTRY = """\
name: {zh: 测试国, en: Testland}
aliases: {zh: [测试共和国], en: [Republic of Testland]}
"""
NUTRITION = """\
id: nutrition
kind: cluster
name: {zh: 营养集群, en: Nutrition Cluster}
facets:
  lead:
    statements:
      - zh: 营养集群由测试营养署牵头。
        en: The Nutrition Cluster is led by the Testland Nutrition Agency.
        sources: [{document: testland-note, section: "1"}]
  contact:
    statements:
      - zh: 营养集群联络人：nutrition@testland.example
        en: "Focal point of the Nutrition Cluster: nutrition@testland.example"
        sources: [{document: testland-note, section: "2"}]
"""
AGENCY = """\
id: testland-nutrition-agency
kind: organisation
name: {zh: 测试营养署, en: Testland Nutrition Agency}
abbreviations: [TNAX]
facets:
  definition:
    statements:
      - zh: 测试营养署是一家虚构的机构。
        en: The Testland Nutrition Agency is an invented agency.
        sources: [{document: testland-note, section: "3"}]
relations:
  leads:
    - to: nutrition
      level: country
      sources: [{document: testland-note, section: "1"}]
"""


OTHER = "XTM"
_IN_TRIALAND = {"测试": "试验", "Testland": "Trialand", "testland": "trialand", "TNAX": "TRAX"}


def write_testland(extra: Path) -> Path:
    """Write the country's files under a folder of extra content; returns the country's own."""
    return _write(extra / "countries" / CODE, {})


def write_trialand(extra: Path) -> Path:
    """Write another country, in which the same goes by other names."""
    return _write(extra / "countries" / OTHER, _IN_TRIALAND)


def _write(folder: Path, renamed: Mapping[str, str]) -> Path:
    files = {
        "country.yaml": COUNTRY,
        "documents.yaml": DOCUMENTS,
        "entries/cluster/nutrition.yaml": NUTRITION,
        "entries/organisation/testland-nutrition-agency.yaml": AGENCY,
    }
    for name, text in files.items():
        path = folder / _renamed(name, renamed)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_renamed(text, renamed), encoding="utf-8")
    return folder


def _renamed(text: str, renamed: Mapping[str, str]) -> str:
    for old, new in renamed.items():
        text = text.replace(old, new)
    return text
