"""HTTP/1.1 over asyncio, that tells apart how a request can be broken off."""

import asyncio
import json
from collections.abc import Iterable
from email.message import Message

from kit.answer import Answer

HOST = "portal.example"
SECONDS = 60
OWN = "the client's own token"


class Broken(Exception):
    """No answer came: the connection was `refused`, or ended `unanswered` or with the answer `cut`."""

    def __init__(self, how: str, why: object) -> None:
        super().__init__(f"{how}: {why}")
        self.how = how


class Client:
    """Requests to one server. Connections are kept and used again, unless a request asks for one of its own."""

    def __init__(self, port: int, token: str | None = None) -> None:
        self.port, self.token = port, token
        self.idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    def close(self) -> None:
        for _, writer in self.idle:
            writer.close()
        self.idle.clear()

    async def get(self, path: str, **more: object) -> Answer:
        return await self.call("GET", path, **more)

    async def post(self, path: str, body: object = None, **more: object) -> Answer:
        return await self.call("POST", path, {} if body is None else body, **more)

    async def call(
        self, method: str, path: str, body: object = None, *, token: str | None = OWN, headers: dict | None = None, own: bool = False, seconds: float = SECONDS
    ) -> Answer:
        """`token` is the client's unless it is given; `None` for nobody's."""
        sent = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        said = {"Host": HOST, "Content-Type": "application/json"}
        if (token := self.token if token is OWN else token) is not None:
            said["Authorization"] = f"Bearer {token}"
        if sent is not None:
            said["Content-Length"] = str(len(sent))
        said |= headers or {}
        path = path if path.startswith(("/healthz", "/readyz", "/metrics")) else f"/api/v1{path}"
        return await self.raw(head(method, path, said.items()) + (sent or b""), own=own, seconds=seconds)

    async def raw(self, sent: bytes, *, own: bool = False, cut: bool = False, seconds: float = SECONDS) -> Answer:
        """Sends these bytes, and no more where the request is to be `cut`."""
        try:
            return await asyncio.wait_for(self._exchange(sent, own or cut, cut), seconds)
        except TimeoutError:
            raise Broken("unanswered", f"nothing within {seconds} s") from None

    async def _exchange(self, sent: bytes, own: bool, cut: bool) -> Answer:
        reader, writer = await self._connection(own)
        keep = False
        try:
            try:
                writer.write(sent)
                await writer.drain()
                if cut:
                    writer.write_eof()
            except OSError:
                pass  # refused before all of it was sent: the answer may be there
            answer, keep = await read(reader)
            keep = keep and not own
            return answer
        finally:
            if keep:
                self.idle.append((reader, writer))
            else:
                writer.close()

    async def _connection(self, own: bool) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while self.idle and not own:
            reader, writer = self.idle.pop()
            if not reader.at_eof() and not writer.is_closing():
                return reader, writer
            writer.close()
        try:
            return await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        except OSError as error:
            raise Broken("refused", error) from None


def head(method: str, path: str, headers: Iterable[tuple[str, str]]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode("latin-1", errors="replace")


async def read(reader: asyncio.StreamReader) -> tuple[Answer, bool]:
    """An answer, and whether the connection may be used again."""
    try:
        start = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        raise Broken("cut" if error.partial else "unanswered", repr(error.partial)) from None
    except OSError as error:
        raise Broken("unanswered", error) from None
    first, *lines = start.decode("latin-1").split("\r\n")
    headers = Message()
    for name, _, value in (line.partition(":") for line in lines if line):
        headers[name] = value.strip()
    try:
        body = await _body(reader, headers)
    except (asyncio.IncompleteReadError, OSError, ValueError) as error:
        raise Broken("cut", error) from None
    return Answer(int(first.split(" ")[1]), headers, body), headers.get("Connection", "").lower() != "close"


async def _body(reader: asyncio.StreamReader, headers: Message) -> bytes:
    if headers.get("Transfer-Encoding", "").lower() == "chunked":
        body = b""
        while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
            body += await reader.readexactly(size)
            await reader.readexactly(2)
        await reader.readexactly(2)
        return body
    return await reader.readexactly(int(headers.get("Content-Length", "0")))
