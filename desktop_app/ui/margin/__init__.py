"""The margin: note cards beside the lines they are about."""
