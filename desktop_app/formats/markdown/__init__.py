"""Markdown files into documents."""
