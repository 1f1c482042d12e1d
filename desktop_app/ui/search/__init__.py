"""Searching: the results below the one search field, and the bar that finds words in the article."""
