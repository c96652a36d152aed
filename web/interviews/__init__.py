"""Interviews with applicants: a time, a place, a professional, and the outcome."""
