"""The offline pack: the whole content as files that a phone opens without a network."""
