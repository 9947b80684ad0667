"""Internet links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.money import E4
from stpdesk.core.outages import Link
from stpdesk.db.ids import uuid7
from stpdesk.db.rows import day, fetch, insert, update

if TYPE_CHECKING:
    from sqlite_utils import Database


def all_links(db: Database) -> list[Link]:
    """Every link, in the order they were entered."""
    sql = "SELECT id, code, isp, upstream, mbps_e4, role, in_service_from, ends FROM links ORDER BY rowid"
    return [
        Link(key, code, isp, upstream, None if mbps is None else E4(mbps), role, day(first), day(last))
        for key, code, isp, upstream, mbps, role, first, last in fetch(db, sql)
    ]


def key_of(db: Database, code: str) -> str:
    """Key of the link of a code; refused where there is none."""
    found = fetch(db, "SELECT id FROM links WHERE folded = ?", (fold(code),))
    if not found:
        raise Refused("There is no link {link} in this park.", field="link", link=code.strip())
    return str(found[0][0])


def add(db: Database, link: Link) -> None:
    """Adds a link; its code must be new."""
    insert(db, "links", [{"id": uuid7(), **_row(link)}])


def change(db: Database, link: Link) -> None:
    """Writes a link's terms as they are now."""
    update(db, "links", link.id, _row(link))


def _row(link: Link) -> dict[str, Any]:
    """A link as its table holds it, without its key."""
    return {
        "code": link.code,
        "folded": fold(link.code),
        "isp": link.isp,
        "upstream": link.upstream,
        "mbps_e4": link.mbps,
        "role": link.role,
        "in_service_from": link.first.isoformat() if link.first else None,
        "ends": link.last.isoformat() if link.last else None,
    }
