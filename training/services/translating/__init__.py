"""A text and its translation side by side, and what a translation is behind on."""
