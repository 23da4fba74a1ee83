"""Tests of what is looked at again after a text changed in meaning."""
