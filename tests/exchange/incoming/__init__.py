"""Files of other programs, as they come and as they may be damaged."""
