"""The reading view."""
