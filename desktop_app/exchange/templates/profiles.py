"""The templates that come with Margent, by name; apart from `template`, since Jinja2 takes long to import."""

PROFILES = ("obsidian", "plain", "outline")
"""The default first."""
