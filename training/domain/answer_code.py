"""One number for an answer: who, to which question, and which option."""

OPTIONS = 1 << 6
"""More than a question can have."""

QUESTIONS = 1 << 24
"""More than there will ever be; that leaves room for eight thousand million respondents."""
