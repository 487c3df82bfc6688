"""What holds for the ports of TCP."""

MAX_PORT = 65535
