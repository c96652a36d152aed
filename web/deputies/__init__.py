"""Deputies: who stands in for a caseworker who is away, and for how long."""
