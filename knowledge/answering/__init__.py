"""What is said, in which order and words, with which sources."""
