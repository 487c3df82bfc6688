"""What to make of that: answer, offer choices, refuse, lean on what was said before."""
