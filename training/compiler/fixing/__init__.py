"""Remedies that one click can give: a diagnostic and its text in, a mended text out."""
