"""Mapped classes and queries on SQLAlchemy; no rules of the field."""
