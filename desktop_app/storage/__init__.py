"""The library on disk: one SQLite file, one thread that writes it, and everything it takes to lose nothing."""
