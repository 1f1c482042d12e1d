"""Margent: a local-first desktop reader for long articles, and for writing from one's notes."""

import os

# NumPy brings linear algebra that starts a thread for each core as soon as it is loaded. Nothing here uses it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
