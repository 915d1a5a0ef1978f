"""A mail server (aiosmtpd) that has moods, and keeps a list of what it took."""

import asyncio
from collections import Counter
from email import message_from_bytes

from aiosmtpd.smtp import SMTP, Envelope, Session
from kit.ports import free_ports


class Silent(asyncio.Protocol):
    """Takes a connection and says nothing, not even a greeting."""

    def __init__(self, of: "MailServer") -> None:
        self.of = of

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.of.silenced += 1
        self.of.transports.append(transport)


class MailServer:
    """`refused` addresses bounce; `greylisting` puts each address off at its first try; while it is `holding`, a mail that
    was handed over waits for its answer; while `silent`, nothing is said at all; while `away`, nobody listens."""

    def __init__(self) -> None:
        self.port = free_ports(1)[0]
        self.taken: list[tuple[str, str]] = []  # to whom, and the Message-ID
        self.tried: Counter = Counter()
        self.refused: set[str] = set()
        self.greylisting = self.silent = False
        self.holding = 0  # how many are held now
        self.silenced = 0
        self._go_on = asyncio.Event()
        self._go_on.set()
        self.transports: list[asyncio.BaseTransport] = []
        self.listener: asyncio.Server | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def come(self) -> None:
        self.listener = await asyncio.get_running_loop().create_server(self._protocol, "127.0.0.1", self.port, reuse_address=True)

    async def go_away(self) -> None:
        """Listens no more, and ends what is open."""
        if self.listener:
            self.listener.close()
            await self.listener.wait_closed()
            self.listener = None
        for transport in self.transports:
            transport.abort()
        self.transports.clear()

    def hold(self) -> None:
        self._go_on.clear()

    def let_go(self) -> None:
        self._go_on.set()

    def _protocol(self) -> asyncio.BaseProtocol:
        return Silent(self) if self.silent else Noted(self)

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list) -> str:
        self.tried[address] += 1
        if address in self.refused:
            return "550 5.1.1 No such mailbox"
        if self.greylisting and self.tried[address] == 1:
            return "451 4.7.1 Greylisted, come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.holding += 1
        try:
            await self._go_on.wait()
        finally:
            self.holding -= 1
        if server.transport is None or server.transport.is_closing():
            return "451 4.4.2 Nobody waits for the answer"
        message = message_from_bytes(envelope.content)
        self.taken += [(address, str(message["Message-ID"])) for address in envelope.rcpt_tos]
        return "250 OK"


class Noted(SMTP):
    """A connection that can be ended from outside."""

    def __init__(self, of: MailServer) -> None:
        super().__init__(of, hostname="mail.example")
        self.of = of

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.of.transports.append(transport)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        if self.transport in self.of.transports:
            self.of.transports.remove(self.transport)
        super().connection_lost(error)
