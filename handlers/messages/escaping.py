"""Text in Telegram's HTML: the one place where what is said becomes markup."""

from html import escape


def escaped(text: str) -> str:
    """Return a text as Telegram's HTML, in which it reads as it did.

    Args:
        text: From anybody and anywhere: a question, a name, the content, the interface.
    """
    # Quotation marks mean something in attributes only, and no attribute is made of a text.
    return escape(text, quote=False)
