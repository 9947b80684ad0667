"""The Tenants sheet: invented firms and people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from stpdesk.actions.sample import names
from stpdesk.actions.sample.actors import BANK, FREELANCER, GOVERNMENT, OTHER, Actor
from stpdesk.actions.sample.park import LAST, Row, Times, filled
from stpdesk.actions.sample.placing import Held, tenant_code
from stpdesk.actions.sample.profiles import PERCENT, Profile

_TITLES = {
    GOVERNMENT: "District e-Services Desk (sample)",
    BANK: "Sample Bank, park booth",
    OTHER: "Walnut Terrace Café",
}


def tenants(profile: Profile, times: Times, actors: Sequence[Actor], held: Sequence[Held]) -> list[Row]:
    """One row a tenant."""
    dice = times.dice("tenants")
    first: dict[int, Held] = {}
    for lease in held:
        first.setdefault(lease.n, lease)
    found: list[Row] = []
    for n, actor in enumerate(actors):
        drawn = names.person(dice)
        contact = names.Person(actor.contact, woman=True) if actor.contact else drawn
        expires = LAST.last + timedelta(days=dice.randrange(-40, 500))
        found.append(_tenant(profile, n, actor, contact, first[n], expires))
    return found


def _tenant(profile: Profile, n: int, actor: Actor, contact: names.Person, lease: Held, expires: date) -> Row:
    """One tenant: a firm with tax numbers, or a person with an identity card."""
    alone = actor.kind == FREELANCER
    registered = actor.kind not in (GOVERNMENT, BANK, OTHER)
    name = tenant_name(profile, n, actor, contact)
    return filled(
        {
            "tenant": tenant_code(n),
            "name": name,
            "kind": actor.kind,
            "pseb_no": f"SAMPLE-{'F' if alone else 'C'}-{n + 1:05d}" if registered else None,
            "pseb_valid_to": expires if registered else None,
            "ntn": None if alone else names.ntn(n + 1),
            "strn": names.strn(n + 1) if profile.taxes and not alone and not actor.exempt else None,
            "cnic": names.cnic(profile, n + 1, woman=contact.woman) if alone else None,
            "contact": contact.name,
            "phone": names.phone(profile, n + 1),
            "email": names.mail(names.firm(profile, n, actor.kind) if registered else "", n + 1),
            "address": _address(profile, lease),
            "tax_exempt": actor.exempt or None,
            "income_tax_pct": actor.income_tax_pct,
            "sales_tax_withheld_pct": actor.sales_tax * PERCENT or None,
        }
    )


def tenant_name(profile: Profile, n: int, actor: Actor, contact: names.Person) -> str:
    """As it stands on the invoice."""
    if actor.name:
        return actor.name
    if actor.case == "all_seats":
        return "Blue Poppy Training Institute"
    if actor.kind in _TITLES:
        return _TITLES[actor.kind]
    title = names.firm(profile, n, actor.kind)
    if actor.kind == FREELANCER:
        return f"{contact.name}, {title}"
    return f"{title} (Pvt) Ltd" if n % 2 and actor.kind != "start-up" else title


def _address(profile: Profile, lease: Held) -> str:
    """The first room it holds, and the park."""
    room = lease.rooms[0]
    where = "Seat in" if lease.seats else "Unit"
    return f"{where} {room.code}, {room.floor}, {profile.settings['name']}, {profile.city}"
