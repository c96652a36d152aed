"""A passkey device in software, which answers as phones and security keys do."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

USER_PRESENT, USER_VERIFIED, HAS_CREDENTIAL = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One passkey, and whether the device has asked for PIN, finger or face."""

    origin: str = "http://localhost"
    is_verifying: bool = True
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user_handle: bytes = b""
    counter: int = 0

    def make(self, options: dict[str, Any]) -> str:
        """Answer the question for a new passkey."""
        self.user_handle = base64url_to_bytes(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public_key = cbor2.dumps(
            {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        )
        credential = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + public_key
        data = self.data(options["rp"]["id"], HAS_CREDENTIAL) + credential
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self.answer(
            clientDataJSON=self.client_data("webauthn.create", options),
            attestationObject=attestation,
        )

    def use(self, options: dict[str, Any]) -> str:
        """Answer the question of a sign-in."""
        self.counter += 1
        data = self.data(options["rpId"], 0)
        client_data = self.client_data("webauthn.get", options)
        signed = data + hashlib.sha256(client_data).digest()
        return self.answer(
            clientDataJSON=client_data,
            authenticatorData=data,
            signature=self.key.sign(signed, ec.ECDSA(hashes.SHA256())),
            userHandle=self.user_handle,
        )

    def data(self, site: str, more_flags: int) -> bytes:
        """What the device says of itself and of its owner."""
        flags = USER_PRESENT | more_flags | (USER_VERIFIED if self.is_verifying else 0)
        return hashlib.sha256(site.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4, "big")

    def client_data(self, kind: str, options: dict[str, Any]) -> bytes:
        """What the browser adds: the question, and on which page it was put."""
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def answer(self, **response: bytes) -> str:
        """The answer as our script sends it."""
        name = bytes_to_base64url(self.credential_id)
        encoded = {key: bytes_to_base64url(value) for key, value in response.items()}
        answer = {"id": name, "rawId": name, "type": "public-key", "response": encoded}
        return json.dumps(answer | {"clientExtensionResults": {}})
