"""Tests of what people may do, and what the leadership reads of it."""
