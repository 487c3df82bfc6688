"""Guided procedures: what they are, how a run goes on, what is shown of it and written down."""
