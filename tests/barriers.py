"""What would keep people out of a page, by axe-core."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page


async def serious_barriers(page: Page) -> list[str]:
    """Return what is serious or critical, with the first element that has it."""
    found = await Axe().run(page)
    return [
        f"{one['id']}: {one['nodes'][0]['html']}"
        for one in found.response["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
