"""Tests of files becoming documents."""
