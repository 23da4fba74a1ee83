"""Pure rules and values of the field: standard library only, no clock, no randomness, no I/O."""
