"""What the process shows and takes over HTTP: the webhook, its health, its metrics."""
