"""Bodies that no operation takes: what is wrong with each, its bytes and how they are sent."""

import gzip
import json
import random
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from .contract import Operation

LARGE = 10 * 1024 * 1024
NESTING = 30_000  # of two bytes each: what fits into a body that is read


@dataclass
class Malformed:
    what: str
    sent: bytes
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False  # fewer bytes come than were announced
    chunked: bool = False  # what is sent is in chunks already


@cache
def bomb(how: str) -> bytes:
    """A few kilobytes that unpack to ten megabytes of JSON."""
    text = b'{"name":"' + b"a" * LARGE + b'"}'
    return gzip.compress(text, 9) if how == "gzip" else zlib.compress(text, 9)


def deep(choice: random.Random) -> bytes:
    opening = choice.choice([b"[", b'{"a":', b'[{"a":[', b'{"":{"":'])
    count = NESTING * 2 // len(opening)
    return opening * count + (b"1" + opening.translate(bytes.maketrans(b"[{", b"]}"), b'"a:')[::-1] * count if choice.random() < 0.5 else b"")


def strange_text(choice: random.Random) -> bytes:
    return choice.choice([
        b"\xff", b"\xc0\xaf", b"\xe2\x82", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\x80", b"\xf4\x90\x80\x80", b"\x00", b"\x1f", b"\n", b"\\u12", b"\\x41", b"\\ud800",
    ])  # fmt: skip


def number(choice: random.Random) -> bytes:
    return choice.choice([b"1e999", b"-1e999", b"NaN", b"Infinity", b"0x10", b"01", b"1.", b".5", b"+1", b"9" * 400, b"1e", b"--1"])


def whole(choice: random.Random) -> bytes:
    return choice.choice([b"[]", b'"{}"', b"1", b"null", b"true", b"[{}]", b"[[]]", b"-0.0", b'""', b"[null]", b"9" * 60_000])


def text_of(operation: Operation) -> bytes:
    return json.dumps(operation.body if isinstance(operation.body, dict) else {}, default=str).encode()


def with_field(operation: Operation, choice: random.Random, value: bytes) -> bytes:
    """The believable body, with this as one of its fields, or as one that there is not."""
    name = choice.choice([*operation.fields, "no_such_field"])
    others = {key: kept for key, kept in (operation.body if isinstance(operation.body, dict) else {}).items() if key != name}
    rest = json.dumps(others, default=str).encode()[1:-1]
    return b'{"' + name.encode() + b'":' + value + (b"," + rest if rest else b"") + b"}"


def json_bodies(operation: Operation, choice: random.Random) -> list[Callable[[], Malformed]]:
    text = text_of(operation)
    key = json.dumps(choice.choice(operation.fields or ["a"])).encode()
    kind = {"Content-Type": choice.choice(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "", "application/json-seq"])}
    return [
        lambda: Malformed("cut", text[: choice.randrange(1, len(text))]),
        lambda: Malformed("cut on the way", text[: choice.randrange(0, len(text))], {"Content-Length": str(len(text))}, cut=True),
        lambda: Malformed("deep", deep(choice)),
        lambda: Malformed("deep in a field", with_field(operation, choice, deep(choice))),
        lambda: Malformed("bad UTF-8 or escapes", with_field(operation, choice, b'"a' + strange_text(choice) + b'z"')),
        lambda: Malformed("bad UTF-8 in a name", b'{"' + strange_text(choice) + b'":1}'),
        lambda: Malformed("a key twice", b"{" + key + b":1," + key + b":1}"),
        lambda: Malformed("a key twice, written in two ways", b'{"na\\u006de":"a","name":"a"}'),
        lambda: Malformed("a number that is none", with_field(operation, choice, number(choice))),
        lambda: Malformed("another type", whole(choice)),
        lambda: Malformed("a field of another type", b"{" + b",".join(json.dumps(name).encode() + b":[[]]" for name in [*operation.fields, "no_such_field"]) + b"}"),
        lambda: Malformed("a field too many", with_field(operation, choice, b"1")[:-1] + b',"no_such_field_either":1}'),
        lambda: Malformed("more after the end", text + choice.choice([b"{}", b"x", b"]", b"\x00", b"/* */", b","])),
        lambda: Malformed("a comment, or another quote", choice.choice([b"{/**/}", b"{'a':1}", b"{a:1}", b'{"a":1,}', b"// {}\n{}", b"\xef\xbb\xbf{}", b"\xff\xfe{\x00}\x00"])),
        lambda: Malformed("nothing", b""),
        lambda: Malformed("white space", b" " * choice.randrange(1, 5000)),
        lambda: Malformed("another content type", text, kind),
        lambda: Malformed("packed", gzip.compress(text), {"Content-Encoding": "gzip"}),
        lambda: Malformed("a bomb", bomb("gzip"), {"Content-Encoding": "gzip"}),
        lambda: Malformed("a bomb, deflated", bomb("deflate"), {"Content-Encoding": "deflate"}),
        lambda: Malformed("random bytes", choice.randbytes(choice.randrange(1, 3000))),
        lambda: Malformed("just too large", b'{"a":"' + b"a" * 65_530 + b'"}'),
    ]


def csv_bodies(choice: random.Random, columns: int) -> list[Callable[[], Malformed]]:
    return [
        lambda: Malformed("cut on the way", b"company_name,se", {"Content-Length": "4000"}, cut=True),
        lambda: Malformed("bad UTF-8", b"company_name,seats\na" + choice.choice([b"\xff", b"\xc0\xaf", b"\xed\xa0\x80"]) + b",1\n"),
        lambda: Malformed("no such column", b"no_such_column,neither\n1,2\n"),
        lambda: Malformed("a column twice", b"email,email,company_name,company_name\na,b,c,d\n"),
        lambda: Malformed("JSON", b'{"company_name":"a"}'),
        lambda: Malformed("nothing", b""),
        lambda: Malformed("another content type", b"company_name\na\n", {"Content-Type": choice.choice(["application/json", "", "text/plain"])}),
        lambda: Malformed("packed", bomb("gzip"), {"Content-Encoding": "gzip"}),
        lambda: Malformed("random bytes", b"\xff" + choice.randbytes(choice.randrange(1, 3000))),
        lambda: Malformed("an open quote", b'"company_name,seats\n' + b"a" * choice.randrange(1, 5000)),
        lambda: Malformed("columns without end", b"a," * columns),
    ]


@cache
def ten_megabytes(what: str) -> bytes:
    text = b" " * LARGE if what.endswith("space") else b'{"a":"' + b"a" * LARGE + b'"}'
    return text if what == "announced" else in_chunks(text)


def in_chunks(text: bytes) -> bytes:
    pieces = (text[start : start + 65_536] for start in range(0, len(text), 65_536))
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def large(choice: random.Random) -> Malformed:
    what = choice.choice(["announced", "in chunks", "in chunks, white space"])
    return Malformed(f"ten megabytes, {what}", ten_megabytes(what), chunked=what != "announced")


def make_ready() -> None:
    """What takes long to make, so that no request waits for it."""
    for how in ("gzip", "deflate"):
        bomb(how)
    for what in ("announced", "in chunks", "in chunks, white space"):
        ten_megabytes(what)


def bodies(operation: Operation, choice: random.Random, large_every: int, columns: int) -> Iterator[Malformed]:
    """Without end: each kind in its turn, in an order that is the seed's, and now and then ten megabytes."""
    number = choice.randrange(large_every)
    while True:
        kinds = csv_bodies(choice, columns) if operation.kind == "text/csv" else json_bodies(operation, choice)
        choice.shuffle(kinds)
        for make in kinds:
            number += 1
            yield large(choice) if number % large_every == 0 else make()
