"""Measurements beside their targets: `python -m tests.benchmarks [GROUP ...] [CORPUS] [--json] [--quick]`."""
