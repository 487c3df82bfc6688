"""Read the settings, or say which one is wrong and stop."""

import typer
from pydantic import ValidationError
from rich.console import Console

from bot.settings import Settings


def settings_or_exit() -> Settings:
    """Return the settings; ends the program with code 2 if one is wrong."""
    errors = Console(stderr=True)
    try:
        return Settings()
    except ValidationError as error:
        for name, reason in complaints(error):
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
