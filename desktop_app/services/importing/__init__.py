"""Files and pasted text become documents, or new versions of them whose annotations find their places."""
