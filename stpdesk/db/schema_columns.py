"""How the columns of the park file are written: keys, dates, months, instants, references."""

from __future__ import annotations

ID = "id TEXT PRIMARY KEY NOT NULL CHECK (length(id) >= 8)"


def date(name: str, null: bool = False) -> str:
    """A civil date column."""
    return f"{name} TEXT {'' if null else 'NOT NULL '}CHECK ({name} IS date({name}))"


def month(name: str) -> str:
    """A month column, `2026-10`."""
    return f"{name} TEXT NOT NULL CHECK ({name} || '-01' IS date({name} || '-01'))"


def instant(name: str, null: bool = False) -> str:
    """A UTC instant column, to the second."""
    form = f"{name} IS strftime('%Y-%m-%dT%H:%M:%SZ', {name})"
    return f"{name} TEXT {'' if null else 'NOT NULL '}CHECK ({form})"


def ref(name: str, table: str, null: bool = False) -> str:
    """A reference to a row that cannot go away."""
    return f"{name} TEXT {'' if null else 'NOT NULL '}REFERENCES {table}(id) ON DELETE RESTRICT"


def table(name: str, *columns: str) -> str:
    """A STRICT table with a UUIDv7 key."""
    return f"CREATE TABLE {name} ({', '.join((ID, *columns))}) STRICT"


_YESNO = "INTEGER NOT NULL CHECK ({0} IN (0, 1))"


def yesno(name: str) -> str:
    """A yes/no column."""
    return f"{name} {_YESNO.format(name)}"
