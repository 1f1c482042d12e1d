"""Annotations out and in again."""
