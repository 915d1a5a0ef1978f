"""An SMTP server on loopback that takes every mail, and notes when, and for whom."""

import asyncio
import threading
import time


class Sink:
    def __init__(self):
        self.taken: dict[str, list[float]] = {}
        self.port, ready = 0, threading.Event()
        self.loop = asyncio.new_event_loop()

        async def serve():
            server = await asyncio.start_server(self.talk, "127.0.0.1", 0)
            self.port = server.sockets[0].getsockname()[1]
            ready.set()

        def run():
            self.loop.run_until_complete(serve())
            self.loop.run_forever()

        threading.Thread(target=run, daemon=True).start()
        ready.wait()

    def stop(self):
        self.loop.call_soon_threadsafe(self.loop.stop)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        to = []
        writer.write(b"220 sink\r\n")
        try:
            while line := await reader.readline():
                verb = line[:4].upper()
                if verb == b"EHLO":
                    writer.write(b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")
                elif verb == b"DATA":
                    writer.write(b"354 go on\r\n")
                    await reader.readuntil(b"\r\n.\r\n")
                    for address in to:
                        self.taken.setdefault(address, []).append(time.perf_counter())
                    to = []
                    writer.write(b"250 taken\r\n")
                else:
                    if verb == b"RCPT":
                        to.append(line.decode().split("<", 1)[1].split(">", 1)[0].lower())
                    writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
