"""A caseworker's overview: her young people, and where each of them stands right now."""
