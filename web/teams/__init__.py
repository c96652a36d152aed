"""Volunteers who come together on their shifts, and those who must not meet on one."""
