"""What is known of a chat: its state and settings, its timers, where and when it is."""
