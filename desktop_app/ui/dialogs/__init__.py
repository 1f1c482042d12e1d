"""Asking a person, and lists to choose from."""
