"""Articles read, corrected, compared, renamed, deleted and linked to."""
