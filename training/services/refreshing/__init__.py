"""Refreshers after a course, and plans that are asked back: for the learner, and nobody else."""
