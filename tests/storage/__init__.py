"""Tests of the library on disk, with real SQLite files."""
