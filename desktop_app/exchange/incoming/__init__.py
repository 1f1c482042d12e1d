"""Annotations from other programs, one module for each form: bytes in, plain values and a report out."""
