"""Signing in through an identity provider that speaks OpenID Connect, as brokers of MitID do."""
