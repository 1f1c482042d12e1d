"""Tests of what a person does, from the call to the row on the disk."""
