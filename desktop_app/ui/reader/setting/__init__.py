"""Setting an article: from our blocks to Qt's document."""
