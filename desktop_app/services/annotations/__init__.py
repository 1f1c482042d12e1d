"""Annotations made, changed, moved, tagged, looked at again, and brought back."""
