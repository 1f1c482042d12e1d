"""Annotations from other programs come into the library."""
