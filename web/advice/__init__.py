"""Answers of the engine beyond the plan: whom to recruit, what an override costs, what if something were different."""
