"""The text itself: its normal form, its offsets, and the units that people read and move by."""
