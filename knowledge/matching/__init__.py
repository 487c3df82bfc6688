"""How a question is read, and which cards it finds, best first."""
