"""The front page, and each role's start page with what waits for them now."""
