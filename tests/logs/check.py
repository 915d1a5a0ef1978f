"""Looks through what the servers of a whole test run have logged: each request has its line, and no secret stands in any.

`check.py FOLDER`. Secrets are the tests' own, word by word, and whatever has the form of one that the server makes."""

import re
import sys
from pathlib import Path

from kit.report import check, note, run

# The tests' own secrets, and where they stand; a test that takes others says so here.
SEEDED = {
    "violet-harbour-tango-93": ["e2e/support/server.ts", "scripts/with-server.sh", "tests/faults/core/installation.py", "tests/deploy/check.py"],
    "copper-lantern-fjord-58": ["tests/schema/seed.py", "tests/faults/core/installation.py"],
    "4f8a1c": ["tests/faults/core/server.py"],
    "d05c6b": ["tests/faults/core/server.py"],
}
# What the server makes or is given, by its form, with an example of each.
FORMS = {
    "an access token (a JWT)": (r"eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVPmB92K27uhbUJU1p1r_wW"),
    "an API key": (r"\bck_[\w-]{20,}", "ck_8Jm0v2kqk1qX4ZzqjH5r9b0S3uT7yQwE6nPfLdCaGhI"),
    "a token of 32 bytes (of a mail, a cookie)": (r"(?<![\w+-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?=[\w-]*\d)[\w-]{43}(?![\w+-])", "fR3kT9_x-Zq7mV2bN8cL1dP5sW0yH4jG6aE-uQoIrXM"),
    "the hash of a password": (r"\$argon2", "$argon2id$v=19$m=19456"),
    "a private key": (r"PRIVATE KEY", "-----BEGIN PRIVATE KEY-----"),
    "the secret of a second factor": (r"otpauth:", "otpauth://totp/Countersign"),
    "a header with credentials": (r"(?i)\b(bearer|basic) [\w+/=.-]{8,}", "Authorization: Bearer abcdefgh"),
}
# The link that a first start prints for the operator, who has to open it.
PRINTED = re.compile(r"^\s+https?://\S+/setup#")
REQUEST = re.compile(r'request_id="[^"]+".* method="\w+" route="[^"]*" status=\d{3} seconds=[\d.e-]+')
OURS = re.compile(r'request_id="[^"]+" tenant=[0-9a-f-]{36} caller=[0-9a-f-]{36} address=[\d.:a-f]+ ')
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def lines(folder: Path) -> list[tuple[str, str]]:
    found = []
    for file in sorted(folder.iterdir()):
        text = ANSI.sub("", file.read_text(errors="replace"))
        found += [(file.name, line) for line in text.splitlines() if not PRINTED.match(line)]
    return found


def main() -> None:
    root, folder = Path(__file__).parents[2], Path(sys.argv[1])
    logged = lines(folder) if folder.is_dir() else []
    requests = [line for _, line in logged if REQUEST.search(line)]
    check("the servers of this run have logged requests", len(requests) > 100, f"{len(requests)} in {folder}")
    check("requests name the tenant, the caller and its address", sum(1 for line in requests if OURS.search(line)) > len(requests) / 4, requests[:3])
    for secret, files in SEEDED.items():
        lost = [file for file in files if secret not in (root / file).read_text()]
        check(f"{secret[:6]}… is what the tests take for a secret", not lost, lost)
        check(f"{secret[:6]}… is in no log", not (seen := [row for row in logged if secret in row[1]]), seen[:3])
    for name, (form, example) in FORMS.items():
        pattern = re.compile(form)
        check(f"{name} would be found", pattern.search(f"value={example} "))
        check(f"{name} is in no log", not (seen := [row for row in logged if pattern.search(row[1])]), seen[:3])
    note(f"{len(logged)} lines of {len({file for file, _ in logged})} servers, {len(requests)} of them of requests")


if __name__ == "__main__":
    run(main)
