"""Tests of the trainer's studio."""
