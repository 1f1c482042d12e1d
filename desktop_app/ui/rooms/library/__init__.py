"""The room of the library: every article, and how far it has been read."""
