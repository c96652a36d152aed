"""Everything of one's own in the order of the days, as a page and as a feed for one's calendar."""
