"""Tests of ui.drawing."""
