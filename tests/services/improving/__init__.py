"""Tests of what shows whether a text does its work."""
