"""The files of several offices: each has its own of everything, and nothing of another's."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from dotenv import dotenv_values

from bot.settings import Settings
from bot.web.paths import path_of
from knowledge.content.countries import name_of
from tests.deploy.files import DEPLOY, compose_config, manifest, program

EXAMPLE = DEPLOY / "offices" / "kenya"
ENVIRONMENT = dotenv_values(EXAMPLE / "office.env.example")
COMPOSE = manifest("compose.offices.example.yaml")
OFFICES = {n: s for n, s in COMPOSE["services"].items() if n not in {"caddy", "postgres"}}


def test_an_office_is_named_the_same_everywhere() -> None:
    assert ENVIRONMENT["COORDBOT_DATABASE_SCHEMA"] == EXAMPLE.name
    assert path_of(str(ENVIRONMENT["COORDBOT_WEBHOOK_URL"])) == f"/{EXAMPLE.name}"
    assert name_of(str(ENVIRONMENT["COORDBOT_COUNTRY"])) is not None
    assert EXAMPLE.name in OFFICES
    kustomization = manifest(f"offices/{EXAMPLE.name}/kustomization.yaml")
    assert kustomization["nameSuffix"] == f"-{EXAMPLE.name}"
    assert kustomization["labels"][0]["pairs"] == {"app.kubernetes.io/instance": EXAMPLE.name}


def test_settings_of_an_office_are_settings_and_hold_no_secret() -> None:
    text = (EXAMPLE / "office.env.example").read_text(encoding="utf-8")
    lines = (line.removeprefix("# ") for line in text.splitlines())
    named = [line.partition("=")[0] for line in lines if line.startswith("COORDBOT_")]
    assert set(named) <= {f"COORDBOT_{name.upper()}" for name in Settings.model_fields}
    assert not any(ENVIRONMENT[f"COORDBOT_{name}"] for name in ("TOKEN", "WEBHOOK_SECRET"))


def test_compose_starts_a_bot_for_each_office_with_settings_of_its_own() -> None:
    base = manifest("compose.yaml")["services"]["office"]
    assert "depends_on" not in base  # what has it cannot be extended
    assert base["env_file"] == ".env"
    for name, service in OFFICES.items():
        assert service["extends"] == {"file": "compose.yaml", "service": "office"}
        assert service["env_file"] == [".env", f"offices/{name}/office.env"]
        assert service["profiles"] == ["offices"]
        # What is set here would be the same for all.
        assert "environment" not in service
    assert COMPOSE["services"]["caddy"]["environment"]["OFFICES"].split("|") == list(OFFICES)


def test_compose_itself_makes_two_bots_of_it(tmp_path: Path) -> None:
    for name in ("compose.yaml", "compose.offices.example.yaml", "Caddyfile", ".env.example"):
        shutil.copy(DEPLOY / name, tmp_path / name.replace(".example", ""))
    for name in OFFICES:
        (tmp_path / "offices" / name).mkdir(parents=True)
        text = (EXAMPLE / "office.env.example").read_text(encoding="utf-8")
        file = tmp_path / "offices" / name / "office.env"
        file.write_text(text.replace(EXAMPLE.name, name), encoding="utf-8")
    services = compose_config(
        tmp_path, COMPOSE_FILE="compose.yaml:compose.offices.yaml", COMPOSE_PROFILES="offices"
    )["services"]
    assert set(services) == {*OFFICES, "postgres", "caddy"}
    for name in OFFICES:
        assert services[name]["environment"]["COORDBOT_DATABASE_SCHEMA"] == name
        assert services[name]["environment"]["COORDBOT_MODE"] == "webhook"
        assert services[name]["read_only"]
        assert services[name]["cap_drop"] == ["ALL"]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """What Kubernetes is told to run for each of two offices."""
    kubectl = program("kubectl", "kubernetes-client")
    folder = tmp_path_factory.mktemp("deploy")
    shutil.copytree(DEPLOY / "kubernetes", folder / "kubernetes")
    found = {}
    for name in OFFICES:
        own = folder / "offices" / name
        own.mkdir(parents=True)
        for file, made in (("office.env.example", "office.env"), ("kustomization.yaml", "")):
            text = (EXAMPLE / file).read_text(encoding="utf-8").replace(EXAMPLE.name, name)
            (own / (made or file)).write_text(text, encoding="utf-8")
        finished = subprocess.run(
            [kubectl, "kustomize", own], capture_output=True, check=True, text=True
        )
        found[name] = list(yaml.safe_load_all(finished.stdout))
    return found


def _of(rendered: list[Any], kind: str) -> Any:
    [found] = [one for one in rendered if one["kind"] == kind]
    return found


def test_kubernetes_takes_what_is_made_of_each_office(rendered: dict[str, list[Any]]) -> None:
    version = kubernetes_validate.latest_version()
    for made in rendered.values():
        for one in made:
            kubernetes_validate.validate(one, version, strict=True)


def test_offices_share_nothing_but_the_namespace(rendered: dict[str, list[Any]]) -> None:
    named = [
        {(one["kind"], one["metadata"]["name"]) for one in made} for made in rendered.values()
    ]
    assert set.intersection(*named) == {("Namespace", "coordbot")}


def test_an_office_has_its_own_secret_and_is_reached_by_its_own_service(
    rendered: dict[str, list[Any]],
) -> None:
    for name, made in rendered.items():
        deployment = _of(made, "Deployment")
        pod = deployment["spec"]["template"]
        [source] = pod["spec"]["containers"][0]["envFrom"]
        assert source["secretRef"]["name"] == _of(made, "Secret")["metadata"]["name"]
        for selector in (
            deployment["spec"]["selector"]["matchLabels"],
            _of(made, "Service")["spec"]["selector"],
            _of(made, "PodDisruptionBudget")["spec"]["selector"]["matchLabels"],
            _of(made, "NetworkPolicy")["spec"]["podSelector"]["matchLabels"],
        ):
            assert selector["app.kubernetes.io/instance"] == name
            assert selector.items() <= pod["metadata"]["labels"].items()
        scaler = _of(made, "HorizontalPodAutoscaler")["spec"]
        assert scaler["scaleTargetRef"]["name"] == deployment["metadata"]["name"]
        assert scaler["minReplicas"] == 2
