"""The rooms beside the reader: the library of articles and the notebook of annotations."""
