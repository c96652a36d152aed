"""References: two people who know the applicant answer a few questions through a link of their own."""
