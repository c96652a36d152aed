"""Everybody's rights over their own data: seeing, correcting, objecting, taking consent back, erasure; and retention."""
