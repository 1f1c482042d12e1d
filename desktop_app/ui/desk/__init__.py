"""The article that lies open, and what is known of it."""
