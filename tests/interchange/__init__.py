"""Tests of question files: read, written, and there and back again."""
