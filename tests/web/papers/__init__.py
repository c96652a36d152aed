"""Papers of volunteers."""
