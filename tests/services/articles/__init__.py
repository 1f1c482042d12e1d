"""Tests of services.articles."""
