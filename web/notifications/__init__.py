"""Notices to people: written to the outbox with the change they tell of, delivered by a job afterwards."""
