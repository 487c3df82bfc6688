"""The process: settings, wiring, delivery, playground, command line."""
