"""The outline: the sections of the open article, to see where one is and to go elsewhere."""
