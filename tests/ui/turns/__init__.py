"""Tests of ui.turns."""
