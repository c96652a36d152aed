"""Watching over how personal data are looked at: the audit log, for the data protection contact."""
