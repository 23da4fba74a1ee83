"""What changed in meaning after somebody completed it: one question, one minute."""
