"""A whole event from one file: its tasks, its shifts and what they ask for."""
