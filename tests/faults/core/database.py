"""The databases, as one looks into them and reaches into them beside the server."""

import os
import re
import sqlite3
import subprocess
from collections.abc import Iterable
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

    @staticmethod
    def no_bytes() -> str:
        return "x''"


class Postgres:
    """A database of its own in the cluster that COUNTERSIGN_TEST_POSTGRES_URL names."""

    kind = "postgres"

    def __init__(self, name: str, template: str = "template0") -> None:
        self.name, self.admin = name, os.environ["COUNTERSIGN_TEST_POSTGRES_URL"]
        self._psql(self.admin, [f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy'])

    @property
    def url(self) -> str:
        return re.sub(r"/[^/?]*(\?|$)", rf"/{self.name}\1", self.admin, count=1)

    @staticmethod
    def _psql(url: str, statements: Iterable[str]) -> str:
        psql = which("psql") or str(Path(subprocess.check_output(["scripts/find-postgres.sh"], text=True).strip()) / "psql")
        sql = [part for statement in statements for part in ("--command", statement)]
        done = subprocess.run([psql, "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", url, *sql], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        return done.stdout

    def rows(self, sql: str) -> list[tuple]:
        return [tuple(line.split("\t")) for line in self._psql(self.url, [sql]).splitlines()]

    def run(self, sql: str) -> None:
        self._psql(self.url, [f"BEGIN; {sql}; COMMIT"])

    def count(self, what: str) -> int:
        return int(self.rows(f"SELECT count(*) FROM {what}")[0][0])

    def drop(self) -> None:
        self._psql(self.admin, [f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)'])

    @staticmethod
    def id(column: str) -> str:
        return f"replace({column}::text, '-', '')"

    @staticmethod
    def seconds(column: str) -> str:
        return f"extract(epoch FROM {column})"

    @staticmethod
    def later(column: str, seconds: float) -> str:
        return f"{column} + interval '{seconds} seconds'"

    @staticmethod
    def no_bytes() -> str:
        return "''::bytea"


Database = Sqlite | Postgres
