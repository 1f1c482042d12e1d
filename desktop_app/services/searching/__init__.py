"""Searching, and keeping the index in step with the library."""
