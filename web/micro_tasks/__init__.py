"""Micro-tasks from the phone: done, reported with a note and minutes, and thanked for."""
