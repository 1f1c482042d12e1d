"""The index on disk: written, sealed, read, and kept up to date."""
