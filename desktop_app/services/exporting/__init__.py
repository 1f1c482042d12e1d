"""Annotations taken along: as Markdown that a person may work on, and in the forms of other programs."""
