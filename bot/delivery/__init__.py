"""From an update to the messages it brings about."""
