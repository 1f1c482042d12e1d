"""Commands that lead from place to place, and show what is there."""
