"""Associations, companies, schools and housing associations, and the coordinators who act for them."""
