"""Tests of services.importing."""
