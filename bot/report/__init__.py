"""How the content is and how it is used, as one page without any other file."""
