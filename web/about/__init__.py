"""The pages that a public service owes its readers: privacy, accessibility, cookies, and where to report a weakness."""
