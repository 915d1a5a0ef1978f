"""Requests: one, a loop of them, a stream of events, and servers that break requests off."""

import json
import socket
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from http.client import HTTPConnection

from kit.answer import Answer

HOST = "portal.example"
Where = Callable[[str, float], HTTPConnection]


def headers_for(token: str | None, more: dict | None) -> dict:
    common = {"Host": HOST, "Content-Type": "application/json"}
    return {**common, **({"Authorization": f"Bearer {token}"} if token else {}), **(more or {})}


def call(where: Where, method: str, path: str, body: dict | bytes | None = None, token: str | None = None, *, headers: dict | None = None, source: str = "127.0.0.1") -> Answer:
    connection = where(source, 20)
    sent = json.dumps(body).encode() if isinstance(body, dict) else body
    try:
        try:
            connection.request(method, path, sent, headers_for(token, headers))
        except (BrokenPipeError, ConnectionResetError):
            pass  # refused before all of it was sent: the answer is there
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


class Traffic:
    """Three callers that read and change, one request after the other, each on a new connection."""

    def __init__(self, where: Where, token: str) -> None:
        self.where, self.token, self.over = where, token, threading.Event()
        self.sent: Counter = Counter()
        self.wrong: list[tuple[float, str, str]] = []  # when, the method, what was seen
        self.threads = [threading.Thread(target=self._go, daemon=True) for _ in range(3)]

    def __enter__(self) -> "Traffic":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()

    def _go(self) -> None:
        # With what each is answered where all is well.
        calls = [
            ("GET", "/api/v1/me", None, 200), ("POST", "/api/v1/auth/password/strength", {"password": "harbour"}, 200), ("GET", "/", None, 200),
            ("PATCH", "/api/v1/me", {}, 200), ("DELETE", "/api/v1/auth/sessions/{}", None, 404), ("GET", "/api/v1/subscriptions", None, 200),
        ]  # fmt: skip
        while not self.over.is_set():
            for method, path, body, wanted in calls:
                path = path.format(uuid.uuid4())
                try:
                    answer = call(self.where, method, path, body, self.token)
                    seen = "" if answer.status == wanted else f"{answer.status} {answer.text[:120]}"
                except Exception as error:  # whatever a caller would see
                    seen = repr(error)
                self.sent[method] += 1
                if seen:
                    self.wrong.append((time.monotonic(), method, f"{path}: {seen}"))
                time.sleep(0.03)


class Stream:
    def __init__(self, connection: HTTPConnection, answer: object) -> None:
        self.connection, self.answer, self.text, self.ended = connection, answer, "", threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            while piece := self.answer.read1(65536):
                self.text += piece.decode()
        except Exception:  # closed from here, or broken off
            pass
        self.ended.set()

    def wait(self, holds: Callable[[str], bool], seconds: float) -> str | None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if holds(self.text):
                return self.text
            time.sleep(0.02)
        return None

    def wait_for_end(self, seconds: float) -> bool:
        return self.ended.wait(seconds)

    def resumes_at(self) -> str:
        return [line for line in self.text.splitlines() if line.startswith("id: ")][-1].removeprefix("id: ")


@contextmanager
def listen(where: Where, token: str, last: str | None = None):
    connection = where("127.0.0.1", 60)
    connection.request("GET", "/api/v1/events/stream", None, headers_for(token, {"Last-Event-ID": last} if last else None))
    answer = connection.getresponse()
    if answer.status != 200:
        raise RuntimeError(f"no stream: {answer.status} {answer.read()[:200]!r}")
    held = connection.sock
    try:
        yield Stream(connection, answer)
    finally:
        for end in (held, answer.fp and answer.fp.raw._sock):
            try:
                if end:
                    end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        connection.close()


@contextmanager
def stub(port: int):
    """Takes requests, notes them, and closes without an answer."""
    taken: list[bytes] = []
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", port))
    server.listen()

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                taken.append(connection.recv(65536))

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield taken
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
