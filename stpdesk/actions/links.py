"""The park's internet links: entered, changed, taken out of service."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from stpdesk.actions.acting import acting
from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.money import E4
from stpdesk.core.outages import Link
from stpdesk.db import closings, links, plan_file


def add_link(
    session: Session,
    code: str,
    *,
    isp: str | None = None,
    upstream: str | None = None,
    mbps: E4 | None = None,
    role: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Changes:
    """Enters a link, in service from the first to the last day; `told`: link, notices.

    Where months are closed, a further link without a first day is in service from the first open day. The first link
    stands for the whole of what closed months were measured on, so its days may leave out nothing of them.
    """
    session.require(Role.DUTY)
    link = Link("", code.strip(), isp, upstream, mbps, role, first, last)
    if not fold(code):
        raise Refused("Give the link a code.", field="link")
    _check(link)
    with session.park.writing() as db:
        there, closed = links.all_links(db), closings.closed(db)
        if any(fold(one.code) == fold(code) for one in there):
            raise Refused("There is a link {link} already; change that one.", field="link", link=code)
        notices: list[str] = []
        if there and closed and first is None:
            link = replace(link, first=(closed[-1] + 1).first)
            notices.append(
                f"it is in service from {link.first}, the first open day; months before it are closed"
            )
            _check(link)
        links.add(db, link)
        plan_file.keep(session.park.folder, db)
    return Changes({"links"}, link=link, notices=notices)


def edit_link(session: Session, code: str, values: dict[str, Any]) -> Changes:
    """Changes a link's terms, which undo takes back: `isp`, `upstream`, `mbps`, `role`, `first`, `last`; None takes one away. `told`: link."""
    with acting(session, Role.DUTY) as now:
        db = now.db
        key = links.key_of(db, code)
        old = next(one for one in links.all_links(db) if one.id == key)
        new = replace(old, **values)
        if new == old:
            raise Refused("Link {link} is so already; nothing was changed.", field="link", link=old.code)
        _check(new)
        links.change(db, new)
        plan_file.keep(session.park.folder, db)
        return now.changes("links", link=new)


def _check(link: Link) -> None:
    """Refuses a last day before the first."""
    if link.first and link.last and link.last < link.first:
        raise Refused("The last day must be on or after the first day.", field="to")


def listed(session: Session) -> list[Link]:
    """Every link, in the order they were entered."""
    with session.park.reading() as db:
        return links.all_links(db)
