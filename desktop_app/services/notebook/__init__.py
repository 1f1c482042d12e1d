"""The notebook: all annotations of the library in one table, narrowed and arranged as one types."""
