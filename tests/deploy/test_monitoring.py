"""Prometheus takes the rules and the dashboard's queries, and the alerts fire when they should."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from bot.delivery.api.outcomes import Consequence
from bot.store.figures import Figures
from bot.web.metrics import Metrics
from bot.web.report import Report
from handlers.observer import Surface
from knowledge.assistant import Status
from knowledge.text.language import Language
from tests.deploy.files import DEPLOY, manifest, program

MONITORING = DEPLOY / "monitoring"
ALERTS = [rule for group in manifest("monitoring/alerts.yml")["groups"] for rule in group["rules"]]
DASHBOARD = json.loads((MONITORING / "dashboard.json").read_text(encoding="utf-8"))
QUERIES = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]


_METRIC = re.compile(r"\b(?:coordbot|process)_\w+")
_LABELS = re.compile(r"by \(([\w, ]+)\)|[{,]\s*(\w+)=")
GIVEN_BY_PROMETHEUS = {"job", "instance", "office"}
EXPRESSIONS = QUERIES + [alert["expr"] for alert in ALERTS]


def _exported() -> list[Sample]:
    """Return what the code shows when everything has happened once."""
    metrics = Metrics()
    metrics.question(
        outcome=Status.ANSWER, language=Language.ENGLISH, surface=Surface.PRIVATE, seconds=0.0
    )
    metrics.refused(next(iter(Consequence)))
    report = Report([], "1", 0.0, figures=Figures(0, 0, None, 0, 0))
    families = text_string_to_metric_families(metrics.exposition(report).decode())
    return [sample for family in families for sample in family.samples]


def test_every_metric_and_label_is_one_the_code_exports() -> None:
    exported = _exported()
    used = {name for expression in EXPRESSIONS for name in _METRIC.findall(expression)}
    assert len(used) > 12
    assert used - {sample.name for sample in exported} == set()
    labels = {
        label.strip()
        for expression in EXPRESSIONS
        for grouped, matched in _LABELS.findall(expression)
        for label in (grouped or matched).split(",")
    }
    assert labels - {name for sample in exported for name in sample.labels} <= GIVEN_BY_PROMETHEUS


def test_every_metric_of_ours_is_looked_at() -> None:
    used = {name for expression in EXPRESSIONS for name in _METRIC.findall(expression)}
    ours = {s.name for s in _exported() if s.name.startswith("coordbot_")}
    unseen = {name for name in ours if not name.endswith(("_sum", "_count"))} - used
    assert unseen == set()


def test_every_outcome_named_is_one_there_is() -> None:
    named = {v for expression in EXPRESSIONS for v in re.findall(r'outcome="(\w+)"', expression)}
    assert named
    assert named <= {status.value for status in Status}


def _promtool(*arguments: str | Path) -> None:
    command = [program("promtool", "prometheus"), *arguments]
    finished = subprocess.run(command, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout + finished.stderr


def test_prometheus_takes_its_settings_and_the_alerts() -> None:
    _promtool("check", "config", MONITORING / "prometheus.yml")
    _promtool("check", "rules", "--lint=all", "--lint-fatal", MONITORING / "alerts.yml")


def test_an_office_that_is_stopped_stays_in_sight(tmp_path: Path) -> None:
    # A name that is looked up is gone with its container, and what is not there raises no alarm.
    text = (MONITORING / "prometheus.yml").read_text(encoding="utf-8")
    lines = text.replace("    # static_configs:\n    #   - ", "    static_configs:\n      - ")
    file = tmp_path / "prometheus.yml"
    file.write_text(lines.replace("    #   - ", "      - "), encoding="utf-8")
    shutil.copy(MONITORING / "alerts.yml", tmp_path)
    _promtool("check", "config", file)
    [job] = yaml.safe_load(file.read_text(encoding="utf-8"))["scrape_configs"]
    named = {name for one in job["dns_sd_configs"] for name in one["names"]}
    assert named <= set(manifest("compose.yaml")["services"])
    offices = set(manifest("compose.offices.example.yaml")["services"]) - {"caddy"}
    assert {one["labels"]["office"] for one in job["static_configs"]} == offices
    for one in job["static_configs"]:
        assert one["targets"] == [f"{one['labels']['office']}:8485"]


def test_alerts_fire_when_they_should(tmp_path: Path) -> None:
    tests = (Path(__file__).parent / "alerts_test.yaml").read_text(encoding="utf-8")
    file = tmp_path / "alerts_test.yaml"
    file.write_text(tests.replace("RULES", str(MONITORING / "alerts.yml")), encoding="utf-8")
    _promtool("test", "rules", file)


def test_prometheus_understands_every_query_of_the_dashboard(tmp_path: Path) -> None:
    rules = [{"record": f"panel:{n}", "expr": query} for n, query in enumerate(QUERIES)]
    file = tmp_path / "dashboard.yml"
    file.write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}))
    assert len(QUERIES) > 15
    _promtool("check", "rules", "--lint=none", file)


def test_dashboard_has_every_panel_once_and_none_over_another() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        cells = {
            (place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"])
        }
        assert not cells & taken, panel["title"]
        taken |= cells
    assert max(x for x, _ in taken) < 24
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert["alert"])
def test_an_alert_says_what_it_means_and_what_to_do(alert: dict[str, dict[str, str]]) -> None:
    assert alert["labels"]["severity"] in {"page", "ticket"}
    assert set(alert["annotations"]) == {"summary", "action"}


def test_what_an_alert_sends_the_operator_to_is_there() -> None:
    for alert in ALERTS:
        action = alert["annotations"]["action"]
        for file, heading in re.findall(r'deploy/(\w+\.md)(?:, "([^"]+)")?', action):
            text = (DEPLOY / file).read_text(encoding="utf-8")
            assert not heading or re.search(rf"^## {heading}$", text, re.MULTILINE)
