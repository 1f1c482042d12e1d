"""Widgets that any part of the window may use; they know nothing of articles."""
