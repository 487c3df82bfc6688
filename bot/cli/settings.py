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
        for detail in error.errors(include_input=False, include_url=False):
            name = "COORDBOT_" + "_".join(map(str, detail["loc"])).upper()
            reason = detail["msg"].removeprefix("Value error, ")
            errors.print(f"{name}: {reason}", style="red", highlight=False)
        raise typer.Exit(code=2) from None
