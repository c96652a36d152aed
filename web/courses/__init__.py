"""Mentor courses: dates, seats, sign-up, and attendance, which gives the training clearance."""
