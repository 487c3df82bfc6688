"""What the bot knows, and how it is read from YAML and kept read."""
