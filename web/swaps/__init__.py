"""Swaps: a volunteer gives a shift to another, or exchanges it, and the coordinator has a say."""
