"""Certificates: proof of what a volunteer has done, which anybody can check by its number."""
