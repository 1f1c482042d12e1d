"""What a person does: add, read, mark, note, undo, search, export. No window here, and no SQL."""
