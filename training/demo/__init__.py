"""A made-up municipality with its people, rules and years of history, for whoever tries it."""
