"""Commands about many annotations at once: the notebook, bulk work, tags."""
