"""A chat in the browser and a small stand-in for Telegram, to try the bot without a token."""
