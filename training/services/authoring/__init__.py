"""The trainer's studio: texts are written, checked, tried out and improved here."""
