"""An environment that is fit for production, for the tests that make it unfit in one way at a time."""

from __future__ import annotations

PRODUCTION = {
    "APP_ENV": "production",
    "DATABASE_URL": "postgresql://app@127.0.0.1:1/haandslag",
    "SECRET_KEY": "q7Wn3xTz9LmV2cRk8YbJ5dHf4GsP6aUe",
    "NOTE_KEYS": "Zx8Lr2Vt6Nq4Mw9Kc3Hd7Jf5Bg1Ys0TuE",
    "SECOND_FACTOR_KEYS": "Hb4Kd9Wq2Tz7Xn5Vc8Lm3Rj6Yp1Gf0SoA",
    "BASE_URL": "https://frivillig.randers.dk",
    "SMTP_URL": "smtp://mail.randers.dk:587",
    "CONTACT_EMAIL": "frivillig@randers.dk",
    "CONTACT_PHONE": "89 15 15 15",
    "DATA_PROTECTION_EMAIL": "dpo@randers.dk",
    "SECURITY_CONTACT": "mailto:sikkerhed@randers.dk",
    "ERASURE_REGISTER": "/var/lib/haandslag/erasures.txt",
}
