"""A mail server of other people's making, for the tests: PORT FOLDER [starttls|implicit CERTIFICATE KEY].

Mails go into a Maildir in the folder. While the folder holds a file `mood`, recipients are answered with its line.
"""

import asyncio
import ssl
import sys
from pathlib import Path

from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP


class Moody(Mailbox):
    def __init__(self, folder):
        super().__init__(str(folder / "maildir"))
        self.mood = folder / "mood"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.mood.exists():
            return self.mood.read_text()
        envelope.rcpt_tos.append(address)
        return "250 OK"


async def serve(port, folder, kind="none", certificate=None, key=None):
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
    handler = Moody(folder)

    def smtp():
        if kind == "starttls":
            return SMTP(handler, hostname="mail.example", tls_context=context, require_starttls=True)
        return SMTP(handler, hostname="mail.example")

    server = await asyncio.get_running_loop().create_server(smtp, "127.0.0.1", port, ssl=context if kind == "implicit" else None)
    await server.serve_forever()


asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]))
