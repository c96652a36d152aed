"""Matches: a mentor and a young person who both said yes."""
