"""Completion as HR and managers see it: figures, lists and exports, never an answer."""
