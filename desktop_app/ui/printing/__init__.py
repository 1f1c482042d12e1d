"""Printing: an article on paper or in a PDF file, with its highlights and, if wished, its notes."""
