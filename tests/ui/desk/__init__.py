"""Tests of ui.desk."""
