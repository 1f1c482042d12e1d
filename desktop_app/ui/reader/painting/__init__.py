"""What is painted under and over the words."""
