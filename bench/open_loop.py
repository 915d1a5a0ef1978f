"""Open-loop load: requests come when they come, whether the ones before were answered or not.

Each is due at a moment that is fixed beforehand (random and independent, so many a second), and its latency is counted from that moment,
not from when a connection was free: a server that stands still for a second is charged with all that came in that second."""

import random
import select
import socket
import time
from urllib.parse import urlsplit

CONNECTIONS = 64
# Enough to hold what is sent for one request and what a server may answer at once.
PORTION = 1 << 16


class Connection:
    def __init__(self, address: tuple[str, int]):
        self.address, self.due = address, 0.0
        self.open()

    def open(self):
        self.socket = socket.create_connection(self.address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.number, self.read, self.expected = self.socket.fileno(), 0, 0

    def send(self, request: bytes, due: float):
        self.due, self.read, self.expected = due, 0, 0
        self.socket.send(request)

    def receive(self) -> bool | None:
        """Whether the answer was a good one, once it is complete."""
        try:
            portion = self.socket.recv(PORTION)
        except BlockingIOError:
            return None
        if not portion:
            return False
        if not self.expected:
            head = portion.index(b"\r\n\r\n") + 4
            if not portion.startswith(b"HTTP/1.1 2"):
                return False
            place = portion.lower().index(b"content-length:", 0, head) + 15
            self.expected = head + int(portion[place : portion.index(b"\r", place)])
        self.read += len(portion)
        return True if self.read >= self.expected else None


def open_loop(base: str, paths: list[str], authorization: str, rate: float, seconds: float, seed: int = 1) -> dict:
    """Latencies in milliseconds, and how many failed or were never answered."""
    url, chance = urlsplit(base), random.Random(seed)
    head = f"Host: {url.netloc}\r\nAuthorization: {authorization}\r\n\r\n"
    requests = [f"GET {path} HTTP/1.1\r\n{head}".encode() for path in paths]
    connections = [Connection((url.hostname, url.port)) for _ in range(CONNECTIONS)]
    by_number, poll = {one.number: one for one in connections}, select.epoll()
    for one in connections:
        poll.register(one.number, select.EPOLLIN)
    idle, latencies, failed, sent = list(connections), [], 0, 0
    now = began = time.perf_counter()
    coming, last, end = began, began + seconds, began + seconds + 10
    while now < end and (coming < last or len(idle) < CONNECTIONS):
        while coming <= now and coming < last and idle:
            idle.pop().send(requests[sent % len(requests)], coming)
            sent, coming = sent + 1, coming + chance.expovariate(rate)
        # `select` on the poll, since its own time-outs are whole milliseconds.
        patience = min(1.0, coming - now) if idle and coming < last else 0.1
        select.select([poll], [], [], max(0.0, patience))
        for number, _ in poll.poll(0):
            one = by_number[number]
            good = one.receive()
            if good is None:
                continue
            now = time.perf_counter()
            latencies.append((now - one.due) * 1000)
            idle.append(one)
            if not good:
                failed += 1
                poll.unregister(number)
                one.socket.close()
                one.open()
                del by_number[number]
                by_number[one.number] = one
                poll.register(one.number, select.EPOLLIN)
        now = time.perf_counter()
    for one in connections:
        one.socket.close()
    poll.close()
    latencies.sort()
    at = lambda share: latencies[min(len(latencies) - 1, int(len(latencies) * share))]
    return {"rate": len(latencies) / (now - began), "p50": at(0.5), "p99": at(0.99), "failed": failed + CONNECTIONS - len(idle)}
