"""Staffing the shifts of a week or an event: the engine proposes, the coordinator decides."""
