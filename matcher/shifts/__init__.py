"""Volunteers to shifts: every rule kept, the important shifts staffed, turns shared fairly, explained."""
