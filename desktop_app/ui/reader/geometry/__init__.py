"""Where words stand on the page."""
