"""Reminders: which moment has come for whom, what was sent, and what became of it."""
