"""From Telegram to a handled event: fetched, written down, given to the handlers."""
