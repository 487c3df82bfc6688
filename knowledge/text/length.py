"""How long a text is where it is sent."""


def utf16_units(text: str) -> int:
    """Return how many UTF-16 units a text has: two for most emoji, one for what is common.

    Telegram counts places in them. Whether it counts its limits in them or in characters, what
    keeps to them in units keeps to them.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
