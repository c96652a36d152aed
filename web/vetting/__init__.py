"""Vetting: the clearances that make a volunteer somebody a young person may safely meet."""
