"""What associations and workplaces have in common: they register, an administrator looks, and looks again at a new name."""
