"""``coordbot doctor``: what is wrong, and what to do about it."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from bot.cli.checks import Finding
    from bot.settings import Settings


def doctor() -> None:
    """Look at everything the bot needs; ends with code 1 if something is wrong."""
    from pydantic import ValidationError

    from bot.cli.checks import Finding
    from bot.cli.settings import complaints
    from bot.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        remedy = "change it in the environment or in .env"
        findings = [
            Finding("settings", f"{name}: {why}", remedy) for name, why in complaints(error)
        ]
    else:
        findings = asyncio.run(_examine(settings))
    console = Console()
    for finding in findings:
        console.print(_line(finding), soft_wrap=True)
    if not all(finding.is_well for finding in findings):
        raise typer.Exit(code=1)


async def _examine(settings: "Settings") -> "list[Finding]":
    from bot.cli.cache import snapshot
    from bot.cli.checks import machine
    from bot.cli.checks.certificate import certificate
    from bot.cli.checks.telegram import telegram
    from bot.content.sources import Sources
    from bot.store.opening import sqlite_path

    url = settings.store
    path = sqlite_path(url)
    return [
        machine.secrets(Path(".env")),
        # Not into the bot's own folder, which may be another user's.
        machine.content(replace(Sources.of(settings), snapshot=snapshot())),
        *await telegram(settings),
        *certificate(settings),
        machine.disk(Path.cwd() if path is None else path.parent),
        await machine.database(url, settings.installation),
        await machine.process(settings, has_run=await _has_run(settings, url)),
    ]


async def _has_run(settings: "Settings", url: str) -> bool:
    """Return whether a bot is to be expected; the playground answers nowhere else."""
    from bot.cli.checks import machine

    return settings.token is not None and await machine.has_run(url, settings.installation)


def _line(finding: "Finding") -> Text:
    mark, style = ("✓", "green") if finding.is_well else ("✗", "red")
    line = Text.assemble((f"{mark} {finding.about}: ", style), finding.told)
    return line.append(f" → {finding.remedy}", "bold") if finding.remedy else line
