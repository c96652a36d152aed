"""Tasks that associations post, their shifts, and the volunteers who sign up."""
