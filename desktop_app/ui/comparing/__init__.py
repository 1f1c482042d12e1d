"""The view that compares two versions of an article."""
