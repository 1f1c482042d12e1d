"""The window's frame: the stage of rooms, and going from place to place in it."""
