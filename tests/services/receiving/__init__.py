"""Tests of services.receiving."""
