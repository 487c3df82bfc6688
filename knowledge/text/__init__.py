"""What is typed: scripts, languages, tokens, sounds, phrases; nothing of what the bot knows."""
