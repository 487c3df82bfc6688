"""Read the settings, or say which one is wrong and stop."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn, TypeVar

import typer
from pydantic import ValidationError
from pydantic_settings import BaseSettings
from rich.console import Console

if TYPE_CHECKING:
    from bot.settings import Settings

S = TypeVar("S", bound=BaseSettings)


def settings_or_exit() -> "Settings":
    """Return the settings; ends the program with code 2 if one is wrong."""
    from bot.settings import Settings

    return read_or_exit(Settings)


def read_or_exit(kind: type[S]) -> S:
    """Return some of the settings; ends the program with code 2 if one of these is wrong."""
    try:
        return kind()
    except ValidationError as error:
        exit_over(complaints(error))


def exit_over(wrong: Iterable[tuple[str, str]]) -> NoReturn:
    """Say which settings are wrong, and why; end the program with code 2."""
    errors = Console(stderr=True)
    for name, reason in wrong:
        errors.print(f"{name}: {reason}", style="red", highlight=False, markup=False)
    raise typer.Exit(code=2) from None


def complaints(error: ValidationError) -> list[tuple[str, str]]:
    """Return which settings are wrong, by the names an operator knows, and why."""
    return [
        (
            # Without the place in a list, which has no name.
            f"COORDBOT_{detail['loc'][0]}".upper(),
            detail["msg"].removeprefix("Value error, "),
        )
        for detail in error.errors(include_input=False, include_url=False)
    ]
