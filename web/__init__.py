"""The web service: Flask pages, PostgreSQL and background jobs around the `matcher` library."""
