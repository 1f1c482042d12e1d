"""Tests of ui.margin."""
