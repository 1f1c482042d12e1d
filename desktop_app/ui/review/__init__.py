"""Looking again at what was marked: one highlight at a time, over the room one is in."""
