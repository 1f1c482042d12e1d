"""Tests of services.exporting."""
