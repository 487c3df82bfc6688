"""What is sent: effects, texts in both languages, Telegram's HTML, buttons."""
