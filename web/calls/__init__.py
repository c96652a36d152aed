"""Asking volunteers to take a place that is free: whom, how often, and who says yes first."""
