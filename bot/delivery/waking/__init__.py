"""When which process works on which chat."""
