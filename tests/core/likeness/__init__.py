"""Tests of core.likeness."""
