"""Protected name and address: marking a person, and what follows from it at once."""
