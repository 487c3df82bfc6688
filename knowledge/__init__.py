"""What coordbot knows and how a question finds its answer; no Telegram, network or clock."""
