"""The words matching is made of: areas, skills, languages, goals and kinds of experience."""
