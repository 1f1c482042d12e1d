"""Annotations out of the library and in again, in the forms that other programs read. Touches no store."""
