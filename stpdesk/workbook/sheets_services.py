"""The sheets of meters, links, outages and returns (contract.md; names there are fixed)."""

from __future__ import annotations

from stpdesk.core.causes import CAUSES
from stpdesk.workbook.columns import LARGEST_PRICE, SERVICES, SUPPLIES, code, note, starts, tenant
from stpdesk.workbook.kinds import Column, Kind, Sheet

METERS = (
    Sheet(
        "Meters",
        (
            code("meter", "the meter's code"),
            Column("unit", Kind.CODE, note="blank = the park's main meter", refers="Units"),
            Column("supply", Kind.CHOICE, True, choices=SUPPLIES),
            Column("multiplier", Kind.E4, least=1, largest=LARGEST_PRICE, note="blank = 1"),
            Column(
                "digits", Kind.COUNT, least=1, largest=12, note="digits of the dial; needed for a rollover"
            ),
        ),
        ("meter",),
        "Electricity meters.",
    ),
    Sheet(
        "Tariffs",
        (
            Column("supply", Kind.CHOICE, True, choices=SUPPLIES),
            starts("first day"),
            Column("rate", Kind.E4, True, largest=LARGEST_PRICE, note="rupees per kWh, up to 4 decimals"),
        ),
        ("supply", "from"),
        "Rupees per kWh by supply.",
    ),
    Sheet(
        "Readings",
        (
            Column("meter", Kind.CODE, True, note="the meter's code", refers="Meters"),
            Column("date", Kind.DATE, True),
            Column("reading", Kind.E4, True, note="what the dial shows"),
            Column(
                "event", Kind.CHOICE, choices=("rollover", "reset"), note="only where the dial began again"
            ),
            note(),
        ),
        ("meter", "date", "event"),
        "What the meters show; the first reading only starts a meter.",
    ),
    Sheet(
        "Adjustments",
        (
            Column("supply", Kind.CHOICE, True, choices=SUPPLIES),
            Column("usage_month", Kind.MONTH, True, note="month of use"),
            Column(
                "rate",
                Kind.SIGNED_E4,
                True,
                largest=LARGEST_PRICE,
                note="rupees per kWh, negative gives back",
            ),
            Column("bill_in", Kind.MONTH, True, note="month of the run that bills it"),
        ),
        ("supply", "usage_month", "bill_in"),
        "Fuel adjustments for a past month.",
    ),
)

SERVICE = (
    Sheet(
        "Links",
        (
            code("link", "the link's code"),
            Column("isp"),
            Column("upstream", note="whose cable the provider uses"),
            Column("mbps", Kind.E4),
            Column("role", suggestions=("primary", "backup")),
            Column("in_service_from", Kind.DATE, note="first day"),
            Column("to", Kind.DATE, note="last day; blank = still in service"),
        ),
        ("link",),
        "Internet links.",
    ),
    Sheet(
        "Outages",
        (
            Column("service", Kind.CHOICE, True, choices=SERVICES),
            Column("link", Kind.CODE, note="blank = all links", refers="Links"),
            Column("units", Kind.CODES, note="blank = whole park; else A-101; A-102", refers="Units"),
            Column("start", Kind.INSTANT, True),
            Column("end", Kind.INSTANT, note="blank = still out"),
            Column("planned", Kind.YESNO, note="blank = no"),
            Column("cause", suggestions=tuple(CAUSES)),
            note(),
        ),
        note="When power or internet was out.",
    ),
    Sheet(
        "Runs",
        (
            Column("source", Kind.CHOICE, True, choices=("generator", "ups")),
            Column("start", Kind.INSTANT, True),
            Column("end", Kind.INSTANT, note="blank = still running"),
            Column("carries", Kind.CHOICE, choices=("park", "rack"), note="what it keeps up"),
            Column("litres", Kind.E4),
            Column("kwh", Kind.E4, note="what it gave, in kWh"),
            Column("hour_meter", Kind.E4, note="read when the run ends"),
            note(),
        ),
        note="Generator and UPS runs.",
    ),
    Sheet(
        "Schedule",
        (
            Column("weekday", Kind.WEEKDAYS, True, note="Mon, Mon-Fri or daily"),
            Column("from", Kind.TIME, True),
            Column("to", Kind.TIME, True, note="before `from` = next morning"),
            Column("service", Kind.CHOICE, choices=SERVICES),
            Column("valid_from", Kind.DATE),
            Column("valid_to", Kind.DATE, note="last day"),
        ),
        note="Announced load shedding.",
    ),
    Sheet(
        "Gaps",
        (
            Column("start", Kind.INSTANT, True),
            Column("end", Kind.INSTANT, True),
            Column("service", Kind.CHOICE, choices=SERVICES, note="blank = power and internet"),
            Column("link", Kind.CODE, note="blank = all links", refers="Links"),
            note(),
        ),
        note="Time the monitor could not tell.",
    ),
    Sheet(
        "Returns",
        (
            tenant(),
            Column("month", Kind.MONTH, True),
            Column("men", Kind.COUNT, largest=10**6),
            Column("women", Kind.COUNT, largest=10**6),
            Column("freelancers", Kind.COUNT, largest=10**6),
            Column("trainees", Kind.COUNT, largest=10**6),
            Column("exports_usd", Kind.PAISA, note="US dollars"),
            Column("domestic_pkr", Kind.PAISA, note="rupees"),
        ),
        ("tenant", "month"),
        "Tenants' monthly returns. Blank = not reported, never 0.",
    ),
)
