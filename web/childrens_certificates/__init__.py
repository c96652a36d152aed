"""Children's certificates: an association orders them from the police, and records only that it has been obtained."""
