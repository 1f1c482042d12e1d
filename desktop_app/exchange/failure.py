"""What goes wrong with an export."""


class ExportFailure(Exception):
    """A file could not be written or read; the message says why and what to do. What was there before is untouched."""
