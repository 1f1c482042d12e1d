"""What two texts have in common: which words of one stand in the other, and how surely."""
