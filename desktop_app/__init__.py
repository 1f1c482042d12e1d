"""Margent: a local-first desktop reader for long articles, and for writing from one's notes."""

__version__ = "0.1.0"
