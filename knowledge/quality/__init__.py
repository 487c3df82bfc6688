"""Whether content is right: the linter, its own questions, grades of answers."""
