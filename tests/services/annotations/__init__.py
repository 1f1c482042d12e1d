"""Tests of services.annotations."""
