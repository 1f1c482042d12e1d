"""Values and pure functions: what Margent is about, with no file, database, index or window in sight."""
