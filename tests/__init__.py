"""The tests of Margent; their folders mirror the package."""
