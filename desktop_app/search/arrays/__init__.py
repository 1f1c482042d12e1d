"""A segment of the index as arrays, mapped into memory."""
