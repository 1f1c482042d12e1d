"""Tests of services.notebook."""
