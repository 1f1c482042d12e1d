"""Commands about highlights, notes and bookmarks."""
