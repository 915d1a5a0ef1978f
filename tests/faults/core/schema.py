"""The schema's versions, by the files of migrations/, and a database's schema and rows as text that can be compared."""

import hashlib
import re
import shutil
from pathlib import Path

from .database import Database, Postgres, Sqlite
from .installation import Installation

FOLDER = Path(__file__).resolve().parents[3] / "migrations"

SQLITE_SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '\\_\\_diesel%' ESCAPE '\\' ORDER BY type, name"
POSTGRES_SCHEMA = """
    SELECT 'column', table_name, column_name, data_type, is_nullable, column_default, collation_name FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_diesel%'
    UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '', '' FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE '%\\_\\_diesel%'
    UNION ALL SELECT 'index', tablename, indexname, indexdef, '', '', '' FROM pg_indexes
        WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_diesel%'
    ORDER BY 1, 2, 3, 4"""


def names(kind: str) -> list[str]:
    return sorted(path.name for path in (FOLDER / kind).iterdir() if path.is_dir())


def version(name: str) -> str:
    """As diesel notes it."""
    return name.split("_")[0].replace("-", "")


def sql(kind: str, name: str, which: str) -> str:
    """`up` or `down`, and what notes that it ran."""
    text = (FOLDER / kind / name / f"{which}.sql").read_text().rstrip().rstrip(";")
    noted = {
        "up": f"INSERT INTO __diesel_schema_migrations (version) VALUES ('{version(name)}')",
        "down": f"DELETE FROM __diesel_schema_migrations WHERE version = '{version(name)}'",
    }
    return f"{text};\n{noted[which]};\n"


def down_to(db: Database, count: int) -> None:
    """Takes back all but the first so many, in one transaction, as a server brings them up."""
    db.run("".join(sql(db.kind, name, "down") for name in reversed(names(db.kind)[count:])) or "SELECT 1")


def up_to(db: Database, count: int) -> None:
    made = "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP);"
    db.run(made + "".join(sql(db.kind, name, "up") for name in names(db.kind)[:count]))


def schema(db: Database) -> list[str]:
    if isinstance(db, Postgres):
        return ["\t".join(row) for row in db.rows(POSTGRES_SCHEMA)]
    # SQLite keeps the words in which a table was made and changed.
    return [re.sub(r"\s*([(),])\s*", r"\1", re.sub(r"\s+", " ", f"{kind} {name} {text}".replace('"', ""))) for kind, name, text in db.rows(SQLITE_SCHEMA)]


def columns(db: Database) -> dict[str, list[str]]:
    """Of each table."""
    listed = {
        "sqlite": "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'",
        "postgres": "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'",
    }
    found: dict[str, list[str]] = {}
    for table, column in sorted(db.rows(listed[db.kind])):
        if not table.startswith(("sqlite_", "__diesel")):
            found.setdefault(table, []).append(column)
    return found


def contents(db: Database, of: dict[str, list[str]]) -> dict[str, tuple]:
    """Of each of these tables, with these columns: how many rows, and what is in them."""
    if isinstance(db, Postgres):
        each = "SELECT '{0}', count(*), md5(string_agg(r::text, '|' ORDER BY r::text)) FROM (SELECT {1} FROM {0}) r"
        return {row[0]: row[1:] for row in db.rows(" UNION ALL ".join(each.format(table, ", ".join(names)) for table, names in of.items()))}
    found = {}
    for table, names_of in of.items():
        rows = sorted(map(repr, db.rows(f"SELECT {', '.join(names_of)} FROM {table}")))
        found[table] = (len(rows), hashlib.md5("\n".join(rows).encode(), usedforsecurity=False).hexdigest())
    return found


def empty(at: Installation, name: str) -> Database:
    """Another database beside the installation's."""
    return Postgres(f"{at.db.name}_{name}") if isinstance(at.db, Postgres) else Sqlite(at.dir / f"{name}.db")


def discard(db: Database) -> None:
    if isinstance(db, Postgres):
        db.drop()
    else:
        db.path.unlink()


def copy(at: Installation, name: str) -> Database:
    """What is in the installation's; nobody may be using it."""
    if isinstance(at.db, Postgres):
        at.db.let_go()
        return Postgres(f"{at.db.name}_{name}", template=at.db.name)
    at.db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    path = at.dir / f"{name}.db"
    shutil.copyfile(at.db.path, path)
    return Sqlite(path)
