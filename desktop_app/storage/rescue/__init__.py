"""What is left of a damaged library, and putting it back together."""
