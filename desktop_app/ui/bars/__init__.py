"""The bars at the top and at the foot of the window, and what is said there."""
