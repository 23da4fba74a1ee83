"""Texts and questions that come in from folders, packages and other systems, and go out to them."""
