"""Where people know what to do and may not: three questions, and what the leadership reads."""
