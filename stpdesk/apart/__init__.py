"""What the window has made in a process of its own, so that its own interpreter stays free: batches of papers."""
