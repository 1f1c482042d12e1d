"""The templates that annotations are written by: those that come with Margent, and those that people write."""
