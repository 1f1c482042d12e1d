"""The layout of long texts: blocks are laid out when they come into view."""
