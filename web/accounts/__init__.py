"""People's accounts: users, roles, sign-in."""
