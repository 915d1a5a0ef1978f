"""JSON Web Tokens by hand, right and forged."""

import base64
import hashlib
import hmac
import json

from .server import JWT_KEYS


def packed(data: object) -> str:
    raw = data if isinstance(data, bytes) else json.dumps(data, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unpacked(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


class Token:
    """A token of the server's, taken apart."""

    def __init__(self, token: str) -> None:
        self.whole = token
        self.parts = token.split(".")
        self.header, self.claims = (json.loads(unpacked(part)) for part in self.parts[:2])

    def signed(self, header: dict | None = None, claims: dict | None = None, *, key: str | bytes = JWT_KEYS["new"], by: str = "sha256") -> str:
        """With these put in place of what is there (`None` takes a field away), signed by HMAC."""
        merged = [{k: v for k, v in (old | (new or {})).items() if v is not None} for old, new in ((self.header, header), (self.claims, claims))]
        text = ".".join(packed(part) for part in merged)
        secret = key if isinstance(key, bytes) else key.encode()
        return f"{text}.{packed(hmac.new(secret, text.encode(), by).digest())}"

    def with_signature(self, signature: str, header: dict | None = None, claims: dict | None = None) -> str:
        return ".".join([*self.signed(header, claims).split(".")[:2], signature])


def forged(token: Token, now: int, others: dict[str, str]) -> dict[str, str]:
    """What a thief, a guesser or a careless library could bring, by name; `others` are right tokens of other kinds."""
    head, body, signature = token.parts
    bits = bytearray(unpacked(signature))
    bits[0] ^= 1
    public_key = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n"
    made = {f"alg {name} without a signature": token.with_signature("", {"alg": name}) for name in ("none", "None", "NONE", "nOnE", "")}
    made |= {f"alg {name} with the signature of HS256": token.with_signature(signature, {"alg": name}) for name in ("none", "HS384", "RS256", "ES256", "EdDSA")}
    made |= {f"alg {name}, signed with the right key": token.signed({"alg": name}, by=by) for name, by in (("HS384", "sha384"), ("HS512", "sha512"))}
    made |= {f"alg {name}, signed by HMAC with the right key": token.signed({"alg": name}) for name in ("RS256", "ES256", "PS256", "none", "hs256")}
    made |= {
        "no alg": token.signed({"alg": None}),
        "signed with a public key as the secret": token.signed(key=public_key),
        "signed with a guessed key": token.signed(key="secret"),
        "signed with no key": token.signed(key=b"\0"),
        "signed with the id of the key": token.signed(key=token.header["kid"]),
        "signed with another installation's key": token.signed(key="7e25d9" * 8),
        "signed by SHA-256 without a key": token.with_signature(packed(hashlib.sha256(f"{head}.{body}".encode()).digest())),
        "the id of the other key": token.signed({"kid": "old"}),
        "the id of no key": token.signed({"kid": "older"}),
        "no id of a key": token.signed({"kid": None}),
        "a path as id of the key": token.signed({"kid": "../../../dev/null"}, key=b"\0"),
        "SQL as id of the key": token.signed({"kid": "x' UNION SELECT 'secret"}, key="secret"),
        "a list as id of the key": token.signed({"kid": ["new"]}),
        "a key of its own in the header": token.signed({"kid": None, "jwk": {"kty": "oct", "k": packed(b"secret")}}, key="secret"),
        "the address of a key in the header": token.signed({"kid": None, "jku": "http://127.0.0.1:1/keys"}, key="secret"),
        "expired": token.signed(claims={"exp": now - 60}),
        "expired in 1970": token.signed(claims={"exp": 0}),
        "without an end": token.signed(claims={"exp": None}),
        "an end that is no number": token.signed(claims={"exp": "never"}),
        "not yet good": token.signed(claims={"nbf": now + 60}),
        "without a begin": token.signed(claims={"nbf": None}),
        "for somebody else": token.signed(claims={"aud": "another-api"}),
        "for nobody": token.signed(claims={"aud": None}),
        "from somebody else": token.signed(claims={"iss": "https://portal.example.evil"}),
        "from nobody": token.signed(claims={"iss": None}),
        "of a session that is not there": token.signed(claims={"sid": "01a200bd-0293-7636-891b-c30a582e820d"}),
        "of no session": token.signed(claims={"sid": None}),
        "another account, with the old signature": token.with_signature(signature, claims={"sub": "01a200bd-0293-7636-891b-c30a582e820d"}),
        "a longer life, with the old signature": token.with_signature(signature, claims={"exp": now + 999_999_999}),
        "cut in the signature": token.whole[:-1],
        "cut after the claims": f"{head}.{body}",
        "no signature": f"{head}.{body}.",
        "a bit of the signature turned": f"{head}.{body}.{packed(bytes(bits))}",
        "a signature and more": f"{token.whole}AAAA",
        "a fourth part": f"{token.whole}.{signature}",
        "encrypted, or so it looks": f"{head}.{body}.{signature}.{body}.{signature}",
        "claims that are no JSON": token.with_signature(signature).replace(body, packed(b"{")),
        "claims that are a list": f"{head}.{packed([1])}.{signature}",
        "the claims alone": body,
        "nothing": "",
        "dots": "..",
        "sixteen kilobytes": f"{head}.{'A' * 16_000}.{signature}",
    }
    return made | others
