"""A certificate of the webhook's own: what is taken, what Telegram is given, what is told."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.cli.checks.certificate import certificate
from bot.cli.checks.telegram import webhook
from bot.settings import Mode, Settings
from bot.web.certificate import certificate_in
from tests.bot.standin import TOKEN
from tests.bot.web.certificates import NOW, Pair, make
from tests.bot.web.conftest import SECRET

HOST = "bot.example.org"


def _settings(pair: Pair, **settings: Any) -> Settings:
    return Settings(
        _env_file=None,
        token=TOKEN,
        mode=Mode.WEBHOOK,
        webhook_url=f"https://{HOST}:8443/telegram",
        webhook_secret=SECRET,
        **{"webhook_certificate": pair.certificate, **settings},
    )


def test_telegram_is_given_what_no_authority_has_signed(tmp_path: Path) -> None:
    own = make(tmp_path / "own", HOST)
    signed = make(tmp_path / "signed", HOST, issuer="an authority")
    for pair, given in ((own, own.certificate.read_bytes()), (signed, None)):
        endpoint = _settings(pair).webhook
        assert endpoint is not None
        assert endpoint.certificate == given


@pytest.mark.parametrize(
    ("names", "common", "fits"),
    [
        ([HOST], "x", True),
        (["other.example", "BOT.example.org"], "x", True),
        (["*.example.org"], "x", True),
        ([], HOST, True),
        (["*.org"], "x", False),
        (["example.org"], HOST, False),
        (["203.0.113.7"], "x", False),
    ],
)
def test_it_has_to_be_for_the_host_of_the_url(
    tmp_path: Path, names: list[str], common: str, fits: bool
) -> None:
    settings = _settings(make(tmp_path, *names, common=common))
    [found] = certificate(settings, NOW)
    assert found.is_well == fits
    assert HOST in found.told


def test_a_host_may_be_an_address(tmp_path: Path) -> None:
    found = certificate_in(make(tmp_path, "203.0.113.7").certificate)
    assert found.is_for("203.0.113.7")
    assert not found.is_for("203.0.113.8")


@pytest.mark.parametrize(
    ("days", "told", "is_well"),
    [(-1, "ended on 2026-11-23", False), (13, "ends on", False), (15, "until 2026-12-09", True)],
)
def test_its_end_is_told_in_time(tmp_path: Path, days: int, told: str, is_well: bool) -> None:
    pair = make(tmp_path, HOST, ends=NOW + timedelta(days=days))
    [found] = certificate(_settings(pair), NOW)
    assert told in found.told
    assert found.is_well == is_well


def test_one_that_does_not_hold_yet_is_told(tmp_path: Path) -> None:
    pair = make(tmp_path, HOST, begins=NOW + timedelta(hours=1))
    [found] = certificate(_settings(pair), NOW)
    assert "holds only from 2026-11-24 01:00 UTC on" in found.told


def test_a_webhook_registered_without_it_is_told(tmp_path: Path) -> None:
    settings = _settings(make(tmp_path, HOST))
    info = {"url": settings.webhook_url, "has_custom_certificate": False}
    assert "without a certificate of its own" in webhook(settings, info).told
    assert webhook(settings, info | {"has_custom_certificate": True}).is_well


def test_what_is_no_certificate_is_refused_by_its_setting(tmp_path: Path) -> None:
    pair, other = make(tmp_path / "one", HOST), make(tmp_path / "other", HOST)
    both = tmp_path / "both.pem"
    both.write_bytes(pair.certificate.read_bytes() + pair.key.read_bytes())
    text = tmp_path / "text.pem"
    text.write_text("no certificate")
    for given, told in (
        ({"webhook_certificate": tmp_path / "missing.pem"}, "cannot be read: No such file"),
        ({"webhook_certificate": tmp_path}, "cannot be read: Is a directory"),
        ({"webhook_certificate": text}, "is no certificate in PEM format"),
        ({"webhook_certificate": both}, "holds a private key"),
        ({"webhook_key": tmp_path / "missing.key"}, "cannot be read: No such file"),
        ({"webhook_key": other.key}, "is not the key"),
        ({"webhook_key": text}, "is not the key"),
        ({"webhook_key": pair.key, "webhook_certificate": None}, "needs a COORDBOT_WEBHOOK_CERT"),
    ):
        with pytest.raises(ValidationError, match=told):
            _settings(pair, **given)
