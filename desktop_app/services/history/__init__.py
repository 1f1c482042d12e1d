"""One stack of steps for the whole library: done, undone, done again."""
