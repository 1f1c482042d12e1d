"""Tests of how the program is built: layers, sizes, types and style."""
