"""Guided procedures in a chat: one message that leads a team through the steps."""
