"""The response guide: one agreed answer for each situation, kept with what was agreed before."""
