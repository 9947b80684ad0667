"""What a person sees of an entry of the change log, as SQL: the list is searched by that, not by keys and instants as stored."""

from __future__ import annotations

from collections.abc import Iterable

from stpdesk.db.lists.lines import Beside

REFERENCES = {
    "tenant_id": ("tenants", "code || ', ' || name"), "lease_id": ("leases", "code"), "unit_id": ("units", "code"),
    "meter_id": ("meters", "code"), "link_id": ("links", "code"), "invoice_id": ("invoices", "number"),
    "credits_id": ("invoices", "number"), "receipt_id": ("receipts", "number"), "source_id": ("receipts", "number"),
    "item_id": ("invoices", "number"), "outage_id": ("outages", "number"), "closing_id": ("closings", "month"),
    "document_id": ("frozen_documents", "number"), "run_id": ("billing_runs", "month"),
}  # fmt: skip
"""Columns that name a row of another table, and how that row is called."""

PARTS = (
    "lease_units", "lease_rates", "lease_charges", "invoice_lines", "invoice_taxes", "adjusted_readings", "allocations", "outage_units",
    "frozen_files",
)  # fmt: skip
"""Rows that come with another: an invoice's lines, a lease's units. They are left out unless asked for (`:parts`)."""

OWN = frozenset({
    "id", "origin", "folded", "natural", "sought", "by_name", "n", "seq", "snapshot", "subsidises", "charge_id", "reading_id",
    "adjustment_id", "one_off_id", "fee_item_id", "fee_month", "credits_line_id", "line_id", "proposal", "unit_count", "made_by",
    "sha256", "digest", "changes",
})  # fmt: skip
"""The program's own columns: keys, orders, digests. They are not shown."""

MONEY = frozenset({
    "rate", "deposit", "monthly", "amount", "subtotal", "subsidy", "tax_total", "rounding", "total", "cash", "income_tax", "sales_tax",
    "base", "exposure", "exports_usd", "domestic_pkr",
})  # fmt: skip
"""Columns in paisa or cents."""

YESNO = frozenset({"password_recovered", "retired_by", "lettable", "tax_exempt", "holdover", "planned", "listed"})
CLOCK = frozenset({"from_minute", "to_minute"})
CALLED = ("code", "number", "name", "title", "matter", "building", *REFERENCES, "month")
"""What an entry's row is called by, shown also where it did not change."""

_MONTHS = "January  February March    April    May      June     July     August   SeptemberOctober  November December "


_HERE = "datetime(j.value, '+5 hours')"


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names))


def _day(text: str) -> str:
    """An ISO date, or the month of one, in words."""
    month = f"rtrim(substr('{_MONTHS}', substr({text}, 6, 2) * 9 - 8, 9))"
    return f"ltrim(substr({text}, 9, 2), '0') || ' ' || {month} || ' ' || substr({text}, 1, 4)"


def _value() -> str:
    """One column's value as it is shown; NULL where it is not."""
    named = " ".join(
        f"WHEN '{column}' THEN (SELECT {shown} FROM {table} WHERE id = j.value)"
        for column, (table, shown) in REFERENCES.items()
    )
    amount = "printf('%d.%02d', abs(j.value) / 100, abs(j.value) % 100)"
    exact = "rtrim(rtrim(printf('%d.%04d', abs(j.value) / 10000, abs(j.value) % 10000), '0'), '.')"
    minute = "printf('%02d:%02d', j.value / 60, j.value % 60)"
    return (
        f"CASE WHEN j.value IS NULL THEN NULL WHEN j.key IN ({_quoted(REFERENCES)}) THEN CASE j.key {named} END"
        f" WHEN typeof(j.value) = 'text' THEN CASE WHEN j.value GLOB '[12][0-9][0-9][0-9]-[01][0-9]*' THEN"
        f" CASE WHEN j.value GLOB '*T*Z' THEN {_day(_HERE)} || ', ' || substr({_HERE}, 12, 5) ELSE {_day('j.value')} END"
        f" ELSE j.value END WHEN j.key IN ({_quoted(MONEY)}) THEN {amount} WHEN j.key LIKE '%!_e4' ESCAPE '!' THEN {exact}"
        f" WHEN j.key IN ({_quoted(CLOCK)}) THEN {minute} ELSE j.value END"
    )


def _seen() -> str:
    """All that is shown of one entry `g`: of a change what is another now and what the row is called by, else the whole row."""
    another = "json_extract(g.new, '$.' || j.key) IS NOT json_extract(g.old, '$.' || j.key)"
    return (
        f"(SELECT group_concat({_value()}, ' ') FROM (SELECT key, value FROM json_each(g.new)"
        f" UNION ALL SELECT key, value FROM json_each(g.old)) j WHERE j.key NOT IN ({_quoted(OWN | YESNO)})"
        f" AND NOT (g.tbl = 'settings' AND j.key = 'name')"
        f" AND (g.op <> 'update' OR j.key IN ({_quoted(CALLED)}) OR {another}))"
    )


def _fits() -> str:
    """Whether what is shown holds a word: Latin letters case-blind, others as searched texts unify them."""
    seen = _seen()
    return (
        f"CASE WHEN octet_length({{word}}) > length({{word}}) THEN instr(stp_sought(coalesce({seen}, '')), {{word}})"
        f" ELSE instr(lower({seen}), replace({{word}}, ',', '')) END"
    )


def _rows() -> str:
    """The rows that show a word.

    Working out what one shows takes longest, so it is asked first whether it can hold the word: as stored, by the name
    of what it refers to, or as a figure or a month, which are stored otherwise.
    """
    tables = sorted(set(REFERENCES.values()))
    named = " UNION ALL ".join(
        f"SELECT id FROM {table} WHERE instr(lower({shown}), {{word}})" for table, shown in tables
    )
    stored = "lower(coalesce(g.new, '') || coalesce(g.old, ''))"
    otherwise = f"{{word}} GLOB '*[0-9]*' OR octet_length({{word}}) > length({{word}}) OR instr('{_MONTHS.lower()}', {{word}})"
    may = (
        f"CASE WHEN {otherwise} THEN 1 WHEN instr({stored}, {{word}}) THEN 1"
        " ELSE EXISTS (SELECT 1 FROM named WHERE instr(coalesce(g.new, g.old), named.id)) END"
    )
    return (
        f"SELECT k FROM (WITH named AS MATERIALIZED ({named}) SELECT g.seq AS k FROM change_log g"
        f" WHERE (:parts OR g.tbl NOT IN ({_quoted(PARTS)})) AND {may} AND {_fits()})"
    )


WORDS = Beside(_rows(), _fits())
