"""Who came to a shift and for how long, a volunteer's hours, and thanks."""
