"""Callback data of curators' buttons; each is checked again when it is pressed."""

GAPS = "q"  # q:l:<page>, q:<action>:<gap>, q:a:<gap>:<entry>
REVIEW = "r"  # r:<action>:<proposal>

LIST, OPEN, ALIAS, NAMED, WRITE, SOLVED, OUT, AGAIN = "l", "o", "a", "m", "n", "s", "x", "r"
SOURCE, DISCARD, ACCEPT, REJECT = "s", "d", "a", "r"
