"""The index: Whoosh over sections, highlights, notes and titles. Disposable: SQLite holds the truth."""
