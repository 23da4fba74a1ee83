"""Proof of completion: certificates, badges, and the check of their numbers."""
