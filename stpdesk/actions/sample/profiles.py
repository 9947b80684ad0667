"""The two sample parks: what is published of them (parks.csv), and the invented terms they bill on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stpdesk.actions.sample.park import Row, Times, e4
from stpdesk.core.errors import Refused

PERCENT = 10_000
"""1 % in the workbook's percents."""


@dataclass(frozen=True, slots=True)
class Link:
    """An internet link; the providers are invented."""

    code: str
    isp: str
    upstream: str
    mbps: int
    role: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A park's frame. Rents in paisa (low, high); floors as (name, code); feet as a share of the plan's."""

    which: str
    settings: Row
    established: date
    floors: tuple[tuple[str, str], ...]
    depth: int
    stretch: tuple[int, int]
    sqft_rent: tuple[int, int]
    seat_rent: tuple[int, int]
    internet: int
    service: int
    phone: str
    city: str
    cnic: str
    adjectives: tuple[str, ...]
    links: tuple[Link, Link]
    harsh_winter: bool
    taxes: tuple[Row, ...] = ()


_MOUNTAIN = (
    "Snow", "Blue", "Golden", "Silver", "Glacier", "Juniper", "Apricot", "Walnut", "Cherry", "Stone",
    "Cloud", "Amber", "Crystal", "Valley", "Summit", "Lantern", "Wooden", "Copper", "Northern", "Quiet",
    "Bright", "Alpine", "Mulberry", "Turquoise",
)  # fmt: skip
_PLAIN = (
    "Kikar", "Mango", "Blue", "Golden", "Potohar", "Lantern", "Amber", "Copper", "Marigold", "River",
    "Cloud", "Silver", "Jasmine", "Banyan", "Monsoon", "Canal", "Clay", "Indigo", "Bright", "Kite",
    "Orchard", "Quiet", "Saffron", "Summit",
)  # fmt: skip

GILGIT = Profile(
    which="gilgit",
    settings={
        "code": "GLT",
        "name": "SCO Software Technology Park",
        "city": "Gilgit",
        "province": "GB",
        "kind": "STP",
        "status": "existing",
        "partner": "Special Communications Organization",
        "ntn": "9000001",
        "address": "Konodas, Gilgit (sample data: tenants and figures are invented)",
        "bank": "Sample Bank, Konodas; title: SCO Software Technology Park (sample data)",
        "iban": "PK50SMPL0000000000002026",
    },
    established=date(2020, 10, 1),
    floors=(("Ground floor", "G"), ("First floor", "1"), ("Second floor", "2")),
    depth=26,
    stretch=(1, 1),
    sqft_rent=(3400, 4800),
    seat_rent=(450_000, 650_000),
    internet=900_000,
    service=450,
    phone="05811-9",
    city="Gilgit",
    cnic="71501",
    adjectives=_MOUNTAIN,
    links=(
        Link("SCO-FIBRE", "Sample Fibre North", "optical fibre along the Karakoram Highway", 300, "primary"),
        Link("SAT-BACKUP", "Sample Satellite", "geostationary satellite", 40, "backup"),
    ),
    harsh_winter=True,
)

PUNJAB = Profile(
    which="punjab",
    settings={
        "code": "AMZ",
        "name": "Amazon STP",
        "city": "Rawalpindi",
        "province": "Punjab",
        "kind": "STP",
        "status": "existing",
        "partner": "Amazon Outlet Mall",
        "covered_sqft": e4(44_000),
        "ntn": "9000002",
        "strn": "99-00-9000-002-00",
        "address": "GT Road, Rawalpindi (sample data: tenants and figures are invented)",
        "bank": "Sample Bank, GT Road; title: Amazon STP (sample data)",
        "iban": "PK23SMPL0000000000002027",
    },
    established=date(2021, 12, 29),
    floors=(("6th floor", "6"), ("7th floor", "7"), ("8th floor", "8")),
    depth=38,
    stretch=(5, 4),
    sqft_rent=(9000, 13_000),
    seat_rent=(900_000, 1_400_000),
    internet=1_400_000,
    service=1100,
    phone="051-90",
    city="Rawalpindi",
    cnic="37405",
    adjectives=_PLAIN,
    links=(
        Link("FIBRE-1", "Sample Fibre One", "Transworld", 500, "primary"),
        Link("FIBRE-2", "Sample Net Two", "PTCL", 200, "backup"),
    ),
    harsh_winter=False,
    taxes=tuple(
        {"head": head, "authority": "PRA", "name": "Punjab sales tax", "pct": pct, "from": since}
        for head, pct, since in (
            ("rent", 16 * PERCENT, date(2025, 7, 1)),
            ("service", 16 * PERCENT, date(2025, 7, 1)),
            ("parking", 16 * PERCENT, date(2025, 7, 1)),
            ("internet", 195_000, date(2016, 7, 1)),
        )
    ),
)

PROFILES = {"gilgit": GILGIT, "punjab": PUNJAB}


def profile_of(which: str) -> Profile:
    """The sample park of that name; refused where there is none."""
    if which not in PROFILES:
        raise Refused(
            "There is no sample park “{which}”; choose {names}.",
            field="which", which=which, names=" or ".join(sorted(PROFILES)),
        )  # fmt: skip
    return PROFILES[which]


def established(profile: Profile, times: Times) -> date:
    """The park's first day; earlier than published only where the sample reaches back further."""
    return min(profile.established, times.first.first)


def settings(profile: Profile, times: Times) -> Row:
    """The Park sheet."""
    return {
        **profile.settings,
        "established_on": established(profile, times),
        "invoice_day": 1,
        "due_days": 10,
        "round_to_rupee": True,
        "rent_billing": "advance",
        "billing_from": times.first,
        "outages_from": times.first.first,
        "subsidy_tax_base": "net",
        "late_fee_pct": 0,
        "occupancy_target_pct": 85 * PERCENT,
        "power_target_pct": 80 * PERCENT if profile.harsh_winter else 99 * PERCENT,
        "internet_target_pct": 99 * PERCENT,
    }
