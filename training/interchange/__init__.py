"""Questions of other systems, in and out: text to values, values to text, and nothing else."""
