"""Plain text into documents: headings and paragraphs are told by how the lines stand."""
