"""Drawing and wording that cards, rows and bars have in common."""
