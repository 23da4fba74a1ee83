"""Talks of a team about a situation in which it splits, and the vote after it."""
