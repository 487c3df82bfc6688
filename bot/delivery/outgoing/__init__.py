"""From the outbox to Telegram: in order, within its limits, whatever it refuses."""
