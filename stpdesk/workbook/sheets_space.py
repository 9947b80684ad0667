"""The sheets of the park, its units, tenants and leases (contract.md; names there are fixed)."""

from __future__ import annotations

from stpdesk.core.park import SECTIONS
from stpdesk.core.tenant_forms import LONGEST_KIND
from stpdesk.workbook.columns import (
    LARGEST_SQFT,
    PARK_KINDS,
    PROVINCES,
    TENANT_KINDS,
    UNIT_KINDS,
    code,
    tenant,
)
from stpdesk.workbook.kinds import Column, Kind, Sheet

PARK = Sheet(
    "Park",
    (
        Column("code", Kind.CODE, note="short code in document numbers, such as GLT"),
        Column("name", note="the park's full name"),
        Column("city"),
        Column("province", suggestions=PROVINCES),
        Column("kind", Kind.CHOICE, choices=PARK_KINDS),
        Column("status", Kind.CHOICE, choices=("existing", "upcoming", "planned")),
        Column("partner", note="who gives the building"),
        Column("established_on", Kind.DATE, note="standing subsidies count from here"),
        Column("covered_sqft", Kind.E4, largest=LARGEST_SQFT, note="covered area in square feet"),
        Column(
            "invoice_day", Kind.COUNT, least=1, largest=31, note="day of the month of invoices; usually 1"
        ),
        Column("due_days", Kind.COUNT, largest=366, note="days from invoice to due date; usually 10"),
        Column("round_to_rupee", Kind.YESNO, note="usually yes"),
        Column("rent_billing", Kind.CHOICE, choices=("advance", "arrears"), note="usually advance"),
        Column("billing_from", Kind.MONTH, note="nothing before this month is billed"),
        Column("outages_from", Kind.DATE, note="outage figures begin here"),
        Column("subsidy_tax_base", Kind.CHOICE, choices=("net", "gross"), note="usually net of subsidy"),
        Column("late_fee_pct", Kind.PERCENT, note="percent per month; usually 0"),
        Column("occupancy_target_pct", Kind.PERCENT),
        Column("power_target_pct", Kind.PERCENT),
        Column("internet_target_pct", Kind.PERCENT),
        Column(
            "outage_join_minutes",
            Kind.COUNT,
            largest=60,
            note="a gap up to this joins two outages; usually 3",
        ),
        Column(
            "momentary_minutes", Kind.COUNT, largest=60, note="an outage up to this is momentary; usually 5"
        ),
        Column(
            "power_grace_minutes",
            Kind.COUNT,
            largest=60,
            note="so long after a power cut a link's outage is charged to power; usually 5",
        ),
        Column("ntn"),
        Column("strn"),
        Column("address"),
        Column("bank", note="bank and account title printed on invoices"),
        Column("iban", note="PK and 22 more characters"),
        Column("name_urdu", note="the park's name in Urdu, at the head of documents"),
        Column("cover_text", note="a paragraph before the monthly report's figures"),
        Column(
            "section_order",
            Kind.NAMES,
            suggestions=("; ".join(SECTIONS),),
            note="sections of the monthly report in another order",
        ),
        Column(
            "sign_documents", Kind.YESNO, note="yes = PDF of closed months are signed by the park's own key"
        ),
        Column("sample", Kind.YESNO, note="yes = invented figures; every document says so"),
    ),
    note="One setting a row: its name, then its value. A blank value leaves the setting as it is.",
)
"""The Park sheet's *settings*; the sheet itself has the two columns `setting` and `value`."""

SPACE = (
    Sheet(
        "Units",
        (
            code("unit", "code on the door, such as A-101"),
            Column("building"),
            Column("floor"),
            Column("name"),
            Column("kind", suggestions=UNIT_KINDS),
            Column("sqft", Kind.E4, True, largest=LARGEST_SQFT, note="area in square feet"),
            Column("seats", Kind.COUNT, largest=10**5, note="where it can be let by seats"),
            Column("lettable", Kind.YESNO, note="blank = yes"),
            Column("x", Kind.SIGNED_E4, note="place on the floor plan, in feet"),
            Column("y", Kind.SIGNED_E4, note="place on the floor plan, in feet"),
            Column("w", Kind.E4, note="width on the floor plan, in feet"),
            Column("h", Kind.E4, note="depth on the floor plan, in feet"),
        ),
        ("unit",),
        "Rooms, halls and desk areas.",
    ),
    Sheet(
        "Tenants",
        (
            code("tenant", "short code, such as T7; bills follow its order"),
            Column("name", Kind.TEXT, True, note="as it stands on the invoice"),
            Column("kind", suggestions=TENANT_KINDS, longest=LONGEST_KIND),
            Column("pseb_no", note="PSEB registration number"),
            Column("pseb_valid_to", Kind.DATE),
            Column("ntn"),
            Column("strn"),
            Column("cnic"),
            Column("contact"),
            Column("phone"),
            Column("email"),
            Column("address"),
            Column("tax_exempt", Kind.YESNO, note="blank = no"),
            Column("income_tax_pct", Kind.PERCENT, note="income tax the tenant withholds"),
            Column(
                "sales_tax_withheld_pct", Kind.PERCENT, note="percent of the sales tax the tenant withholds"
            ),
        ),
        ("tenant",),
        "Companies, call centres, start-ups and freelancers.",
    ),
    Sheet(
        "Leases",
        (
            code("lease", "the lease's code"),
            tenant(),
            Column("units", Kind.CODES, True, note="one or several: A-101; A-102", refers="Units"),
            Column("start", Kind.DATE, True, note="first day"),
            Column("end", Kind.DATE, note="last day, included; blank = open"),
            Column("basis", Kind.CHOICE, True, choices=("sqft", "seat", "fixed")),
            Column("rate", Kind.PAISA, True, note="rupees a month: per sq ft, per seat, or the whole"),
            Column("seats", Kind.COUNT, least=1, largest=10**5, note="blank = all seats of the room"),
            Column("rent_free_to", Kind.DATE, note="last day without rent"),
            Column("escalation_pct", Kind.PERCENT),
            Column("escalation_months", Kind.COUNT, least=1, largest=1200, note="blank = 12"),
            Column("deposit", Kind.PAISA, note="deposit agreed, in rupees"),
            Column("holdover", Kind.YESNO, note="yes = runs on after its end; blank = no"),
        ),
        ("lease",),
        "Who holds which units, since when, at what rent.",
    ),
)
