"""Uitnodigend: training in an inviting attitude toward citizens' initiatives."""

__version__ = "0.1.0"
