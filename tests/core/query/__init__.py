"""Tests of core.query."""
