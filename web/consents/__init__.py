"""Consent as records: what was agreed to, in which words, when and by whom, and when it was taken back."""
