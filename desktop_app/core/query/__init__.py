"""What a person asks for: the tree of a query, the parser that makes it of any text, and how it was understood."""
