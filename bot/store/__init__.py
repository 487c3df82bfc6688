"""What must survive a crash: events, outgoing messages, the state of chats."""
