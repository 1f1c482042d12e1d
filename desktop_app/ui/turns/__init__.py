"""What is done in which turn of the event loop, so that no key waits."""
