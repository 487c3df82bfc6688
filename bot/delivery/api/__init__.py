"""The Bot API as plain data: calls, answers, updates, and what follows from its errors."""
