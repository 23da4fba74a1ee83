"""Tests of publishing, and of versions."""
