"""The sheets of rates, charges, schemes, taxes and payments (contract.md; names there are fixed)."""

from __future__ import annotations

from stpdesk.workbook.columns import ANY_HEADS, HEADS, note, starts, tenant
from stpdesk.workbook.kinds import Column, Kind, Sheet

TERMS = (
    Sheet(
        "Rates",
        (
            Column("lease", Kind.CODE, True, note="the lease's code", refers="Leases"),
            starts("first day of the rate"),
            Column("rate", Kind.PAISA, True, note="rupees a month, on the lease's basis"),
        ),
        ("lease", "from"),
        "Dated rent steps that replace a lease's rate.",
    ),
    Sheet(
        "Charges",
        (
            Column("lease", Kind.CODE, True, note="the lease's code", refers="Leases"),
            Column("head", Kind.CODE, True, suggestions=HEADS),
            Column("description", note="printed on the invoice"),
            Column("monthly", Kind.PAISA, True, note="rupees a month"),
            Column("start", Kind.DATE, note="blank = with the lease"),
            Column("end", Kind.DATE, note="last day; blank = with the lease"),
        ),
        note="Monthly charges beside the rent.",
    ),
    Sheet(
        "Subsidies",
        (
            Column("scheme", Kind.TEXT, True, note="name of the scheme"),
            Column("funder", Kind.TEXT, True, note="who pays it"),
            Column("head", Kind.CODE, True, suggestions=ANY_HEADS),
            Column("pct", Kind.PERCENT, True),
            starts("first day"),
            Column("to", Kind.DATE, True, note="last day"),
            Column("applies_to", Kind.NAMES, note="all, or tenant kinds: call centre; start-up"),
        ),
        ("scheme", "head", "from"),
        "Schemes that pay a part of a charge.",
    ),
    Sheet(
        "Taxes",
        (
            Column("head", Kind.CODE, True, suggestions=ANY_HEADS),
            Column("authority", note="such as PRA, SRB, KPRA, FBR"),
            Column("name", Kind.TEXT, True, note="as printed, such as Sales tax"),
            Column("pct", Kind.PERCENT, True),
            starts("first day"),
            Column("to", Kind.DATE, note="last day; blank = until a later row"),
        ),
        ("head", "authority", "name", "from"),
        "Sales tax by head. No row: no tax.",
    ),
)

MONEY = (
    Sheet(
        "OneOff",
        (
            tenant(),
            Column("head", Kind.CODE, True, suggestions=HEADS),
            Column("description", note="printed on the invoice"),
            Column("date", Kind.DATE, True),
            Column("amount", Kind.PAISA, True, least=1, note="rupees"),
        ),
        note="Charges billed once, in the first run on or after their date.",
    ),
    Sheet(
        "Opening",
        (
            tenant(),
            Column("date", Kind.DATE, True),
            Column("due", Kind.DATE, note="blank = the date"),
            Column("amount", Kind.SIGNED_PAISA, True, note="rupees owed; negative = an advance"),
        ),
        note="What was open before this program.",
    ),
    Sheet(
        "Deposits",
        (
            tenant(),
            Column("date", Kind.DATE, True),
            Column("kind", Kind.CHOICE, True, choices=("taken", "adjusted", "refunded")),
            Column("amount", Kind.PAISA, True, least=1, note="rupees"),
            note(),
        ),
        note="Deposits taken, adjusted against invoices, refunded.",
    ),
    Sheet(
        "Receipts",
        (
            Column("date", Kind.DATE, True),
            tenant(),
            Column("method", suggestions=("cash", "cheque", "bank transfer", "pay order", "online")),
            Column("cash", Kind.PAISA, True, note="rupees received"),
            Column("income_tax", Kind.PAISA, note="income tax withheld, in rupees"),
            Column("sales_tax", Kind.PAISA, note="sales tax withheld, in rupees"),
            Column("certificate", note="certificate or CPR number"),
            Column("invoice", Kind.NAMES, note="numbers of invoices that exist, split by ; or blank"),
            note(),
            Column("reversed_on", Kind.DATE, note="day the cheque came back"),
            Column("reversal_reason", note="why it was reversed"),
        ),
        note="What tenants paid.",
    ),
)
