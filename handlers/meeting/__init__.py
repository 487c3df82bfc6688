"""Meetings in a group: what was asked while one was on, told again at its end."""
