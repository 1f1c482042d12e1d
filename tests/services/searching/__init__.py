"""Tests of services.searching."""
