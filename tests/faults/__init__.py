"""Tests that break things on purpose: killed processes, full disks, damaged files."""
