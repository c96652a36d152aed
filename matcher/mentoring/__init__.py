"""Matching mentors to the requests of young people."""
