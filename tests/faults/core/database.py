"""The databases, as one looks into them and reaches into them beside the server."""

import os
import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from shutil import which


class Sqlite:
    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def url(self) -> str:
        return f"sqlite:{self.path}"

    def rows(self, sql: str) -> list[tuple]:
        with closing(sqlite3.connect(self.path, timeout=30, isolation_level=None)) as connection:
            return connection.execute(sql).fetchall()

    def run(self, sql: str) -> None:
        with closing(sqlite3.connect(self.path, timeout=30, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.executescript(f"BEGIN IMMEDIATE; {sql}; COMMIT")

    def count(self, what: str) -> int:
        return int(self.rows(f"SELECT count(*) FROM {what}")[0][0])

    @staticmethod
    def id(column: str) -> str:
        return f"lower(hex({column}))"

    @staticmethod
    def seconds(column: str) -> str:
        """An instant as seconds since 1970."""
        return f"({column} / 1000000.0)"

    @staticmethod
    def later(column: str, seconds: float) -> str:
        return f"{column} + {int(seconds * 1_000_000)}"


class Psql:
    """A psql that is kept, since to start one for each question would cost more than the answers."""

    MARK = "-- answered --"

    def __init__(self, url: str) -> None:
        self.url = url
        self.process: subprocess.Popen | None = None

    def ask(self, statements: str) -> list[str]:
        if self.process is None:
            program = which("psql") or str(Path(subprocess.check_output(["scripts/find-postgres.sh"], text=True).strip()) / "psql")
            command = [program, "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", self.url]
            settings = {**os.environ, "PGOPTIONS": "-c client_min_messages=warning"}
            pipe = subprocess.PIPE
            self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=settings)
        lines = []
        try:
            self.process.stdin.write(f"{statements};\n\\echo {self.MARK}\n")
            self.process.stdin.flush()
            while (line := self.process.stdout.readline().rstrip("\n")) != self.MARK:
                if not line and self.process.poll() is not None:
                    raise BrokenPipeError
                lines.append(line)
        except BrokenPipeError:
            said = self.process.stderr.read().strip()
            self.close()
            raise RuntimeError(said or "psql ended") from None
        return lines

    def close(self) -> None:
        if self.process:
            self.process.stdin.close()
            self.process.wait()
            self.process.stdout.close()
            self.process.stderr.close()
            self.process = None


class Postgres:
    """A database of its own in the cluster that COUNTERSIGN_TEST_POSTGRES_URL names."""

    kind = "postgres"

    def __init__(self, name: str, template: str = "template0") -> None:
        self.name, self.admin = name, os.environ["COUNTERSIGN_TEST_POSTGRES_URL"]
        self.psql = Psql(self.url)
        # One statement at a time: neither can be in a transaction.
        for statement in (f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy'):
            self._administer(statement)

    def _administer(self, statement: str) -> None:
        psql = Psql(self.admin)
        try:
            psql.ask(statement)
        finally:
            psql.close()

    @property
    def url(self) -> str:
        return re.sub(r"/[^/?]*(\?|$)", rf"/{self.name}\1", self.admin, count=1)

    def rows(self, sql: str) -> list[tuple]:
        return [tuple(line.split("\t")) for line in self.psql.ask(sql)]

    def run(self, sql: str) -> None:
        self.psql.ask(f"BEGIN; {sql}; COMMIT")

    def count(self, what: str) -> int:
        return int(self.rows(f"SELECT count(*) FROM {what}")[0][0])

    def let_go(self) -> None:
        """Ends the connection, so that the database can be copied."""
        self.psql.close()

    def drop(self) -> None:
        self.let_go()
        self._administer(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    @staticmethod
    def id(column: str) -> str:
        return f"replace({column}::text, '-', '')"

    @staticmethod
    def seconds(column: str) -> str:
        return f"extract(epoch FROM {column})"

    @staticmethod
    def later(column: str, seconds: float) -> str:
        return f"{column} + interval '{seconds} seconds'"


Database = Sqlite | Postgres
