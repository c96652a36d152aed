"""Young people, as their caseworker registers them, and their requests for a mentor."""
