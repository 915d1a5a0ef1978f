"""What is measured, made when a figure first wants it: filled databases, servers that run, and peers with the same rows."""

import os
import shutil
import subprocess
import tempfile
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

from countersign import TOOLS, Seeded, Served
from peers.pocketbase import PocketBase
from peers.rest import Rest
from processes import free_port, running

FEW = 10_000
# Where nothing waits for a disk.
MEMORY = Path("/dev/shm")


class Lab:
    def __init__(self, peers: Path, quick: bool):
        self.peers, self.quick = peers, quick
        self.rounds, self.seconds = (1, 2) if quick else (5, 5)
        self.many, self.most = (20_000, 100_000) if quick else (100_000, 1_000_000)
        self.open = ExitStack()
        self.folder = self.temporary(None)

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        return self.open.__exit__(*raised)

    def temporary(self, within: Path | None) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="countersign-bench.", dir=within))
        self.open.callback(shutil.rmtree, folder, ignore_errors=True)
        return folder

    @cached_property
    def memory(self) -> Path | None:
        """A folder in memory, if there is room."""
        free = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free
        return self.temporary(MEMORY) if free and free > 2**30 else None

    def serve(self, filled, **settings):
        return self.open.enter_context(filled.served(**settings))

    @cached_property
    def hello(self) -> str:
        base = f"http://127.0.0.1:{(port := free_port())}"
        self.open.enter_context(running([TOOLS, "hello", str(port)], base))
        return base

    @cached_property
    def few(self) -> Seeded:
        return Seeded(self.folder / "few", FEW)

    @cached_property
    def full(self) -> Seeded:
        return Seeded(self.folder / "many", self.many)

    @cached_property
    def huge(self) -> Seeded:
        return Seeded(self.folder / "most", self.most)

    @cached_property
    def replicated(self) -> Seeded:
        """On PostgreSQL, for more than one server."""
        return Seeded(self.folder / "replicated", self.many, self.postgres("bench_many"))

    @cached_property
    def at_few(self) -> Served:
        return self.serve(self.few)

    @cached_property
    def at_full(self) -> Served:
        return self.serve(self.full)

    @cached_property
    def at_huge(self) -> Served:
        return self.serve(self.huge)

    @cached_property
    def at_pocketbase(self):
        return self.serve(PocketBase(self.folder / "pocketbase", self.full, self.peers))

    @cached_property
    def at_rest(self):
        return self.serve(Rest(self.folder / "rest", self.full, self.peers))

    def postgres(self, name: str) -> str:
        """A new database on the PostgreSQL beside which all this runs."""
        server = os.environ["COUNTERSIGN_TEST_POSTGRES_URL"]
        subprocess.run(["psql", "--quiet", server, "--command", f"CREATE DATABASE {name}"], check=True)
        before, _, settings = server.partition("?")
        return f"{before.rsplit('/', 1)[0]}/{name}?{settings}"
