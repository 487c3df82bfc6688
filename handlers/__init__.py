"""One feature a module: an update in, described effects out."""
