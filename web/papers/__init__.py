"""Papers of volunteers: what the shifts they want ask for, how they get it, and who waits for what."""
