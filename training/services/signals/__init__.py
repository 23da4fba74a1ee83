"""Signals of citizens: how they come in, are followed, handled, and become lessons."""
