"""Measurements of the common core: planned, taken without feedback, and compared."""
