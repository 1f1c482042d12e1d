"""Commands about how the page and the window look."""
