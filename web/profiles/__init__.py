"""Volunteers and mentors: who they are, what they can, where and when."""
