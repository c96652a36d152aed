"""A volunteer's own list: what fits them best, and why, taken in one tap or put aside."""
