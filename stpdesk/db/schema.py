"""The tables of the park file: units in every comment, guards in `schema_guards`.

Keys are UUIDv7 text. Money is whole paisa. A column ending in `_e4` counts ten-thousandths. Dates are civil dates of the
park's zone, instants UTC (`2026-10-05T09:00:00Z`), months `2026-10`. Nothing is deleted that was issued.
"""

from __future__ import annotations

from stpdesk.db.schema_guards import GUARDS

__all__ = ["DDL", "GUARDS", "LOGGED"]

ID = "id TEXT PRIMARY KEY NOT NULL CHECK (length(id) >= 8)"


def _date(name: str, null: bool = False) -> str:
    """A civil date column."""
    return f"{name} TEXT {'' if null else 'NOT NULL '}CHECK ({name} IS date({name}))"


def _month(name: str) -> str:
    """A month column, `2026-10`."""
    return f"{name} TEXT NOT NULL CHECK ({name} || '-01' IS date({name} || '-01'))"


def _instant(name: str, null: bool = False) -> str:
    """A UTC instant column, to the second."""
    form = f"{name} IS strftime('%Y-%m-%dT%H:%M:%SZ', {name})"
    return f"{name} TEXT {'' if null else 'NOT NULL '}CHECK ({form})"


def _ref(name: str, table: str, null: bool = False) -> str:
    """A reference to a row that cannot go away."""
    return f"{name} TEXT {'' if null else 'NOT NULL '}REFERENCES {table}(id) ON DELETE RESTRICT"


def _table(name: str, *columns: str) -> str:
    """A STRICT table with a UUIDv7 key."""
    return f"CREATE TABLE {name} ({', '.join((ID, *columns))}) STRICT"


_YESNO = "INTEGER NOT NULL CHECK ({0} IN (0, 1))"


def _yesno(name: str) -> str:
    """A yes/no column."""
    return f"{name} {_YESNO.format(name)}"


_MASTER = (
    _table("node", "origin TEXT NOT NULL", "incarnation INTEGER NOT NULL", "park_code TEXT NOT NULL"),
    _table("settings", "name TEXT NOT NULL UNIQUE", "value TEXT NOT NULL"),
    _table("people", "name TEXT NOT NULL UNIQUE", "role TEXT NOT NULL"),
    _table(
        "units",
        "code TEXT NOT NULL",
        "folded TEXT NOT NULL UNIQUE",
        "building TEXT",
        "floor TEXT",
        "name TEXT",
        "kind TEXT",
        "sqft_e4 INTEGER NOT NULL CHECK (sqft_e4 >= 0)",
        "seats INTEGER CHECK (seats >= 0)",
        _yesno("lettable"),
        "x_e4 INTEGER",
        "y_e4 INTEGER",
        "w_e4 INTEGER",
        "h_e4 INTEGER",
    ),
    _table(
        "tenants",
        "code TEXT NOT NULL",
        "folded TEXT NOT NULL UNIQUE",
        "name TEXT NOT NULL",
        "kind TEXT",
        "pseb_no TEXT",
        _date("pseb_valid_to", null=True),
        "ntn TEXT",
        "strn TEXT",
        "cnic TEXT",
        "contact TEXT",
        "phone TEXT",
        "email TEXT",
        "address TEXT",
        _yesno("tax_exempt"),
        "income_tax_pct_e4 INTEGER",
        "sales_tax_withheld_pct_e4 INTEGER",
    ),
    _table(
        "leases",
        "code TEXT NOT NULL",
        "folded TEXT NOT NULL UNIQUE",
        _ref("tenant_id", "tenants"),
        _date("starts"),
        _date("ends", null=True),
        "basis TEXT NOT NULL CHECK (basis IN ('sqft', 'seat', 'fixed'))",
        "rate INTEGER NOT NULL CHECK (rate >= 0)",
        "seats INTEGER CHECK (seats > 0)",
        _date("rent_free_to", null=True),
        "escalation_pct_e4 INTEGER",
        "escalation_months INTEGER CHECK (escalation_months > 0)",
        "deposit INTEGER",
        _yesno("holdover"),
        "CHECK (ends IS NULL OR ends >= starts)",
    ),
    _table(
        "lease_units",
        _ref("lease_id", "leases"),
        _ref("unit_id", "units"),
        "n INTEGER NOT NULL",
        "seats INTEGER CHECK (seats > 0)",
        "UNIQUE (lease_id, unit_id)",
    ),
    _table(
        "lease_rates",
        _ref("lease_id", "leases"),
        _date("starts"),
        "rate INTEGER NOT NULL CHECK (rate >= 0)",
        "UNIQUE (lease_id, starts)",
    ),
    _table(
        "lease_charges",
        _ref("lease_id", "leases"),
        "head TEXT NOT NULL",
        "description TEXT",
        "monthly INTEGER NOT NULL CHECK (monthly >= 0)",
        _date("starts", null=True),
        _date("ends", null=True),
    ),
    _table(
        "schemes",
        "name TEXT NOT NULL",
        "funder TEXT NOT NULL",
        "head TEXT NOT NULL",
        "pct_e4 INTEGER NOT NULL",
        _date("starts"),
        _date("ends"),
        "applies_to TEXT",
    ),
    _table(
        "tax_rates",
        "head TEXT NOT NULL",
        "authority TEXT",
        "name TEXT NOT NULL",
        "pct_e4 INTEGER NOT NULL",
        _date("starts"),
        _date("ends", null=True),
    ),
    _table(
        "meters",
        "code TEXT NOT NULL",
        "folded TEXT NOT NULL UNIQUE",
        _ref("unit_id", "units", null=True),
        "supply TEXT NOT NULL CHECK (supply IN ('grid', 'generator'))",
        "multiplier_e4 INTEGER NOT NULL CHECK (multiplier_e4 > 0)",
        "digits INTEGER CHECK (digits BETWEEN 1 AND 12)",
    ),
    _table(
        "tariffs",
        "supply TEXT NOT NULL",
        _date("starts"),
        "rate_e4 INTEGER NOT NULL CHECK (rate_e4 >= 0)",
        "UNIQUE (supply, starts)",
    ),
    _table(
        "readings",
        _ref("meter_id", "meters"),
        _date("date"),
        "reading_e4 INTEGER NOT NULL CHECK (reading_e4 >= 0)",
        "event TEXT CHECK (event IN ('rollover', 'reset'))",
        "note TEXT",
    ),
    _table(
        "fuel_adjustments",
        "supply TEXT NOT NULL",
        _month("usage_month"),
        "rate_e4 INTEGER NOT NULL",
        _month("bill_in"),
        "UNIQUE (supply, usage_month, bill_in)",
    ),
    _table(
        "one_offs",
        _ref("tenant_id", "tenants"),
        "head TEXT NOT NULL",
        "description TEXT",
        _date("date"),
        "amount INTEGER NOT NULL CHECK (amount > 0)",
    ),
    _table(
        "openings",
        _ref("tenant_id", "tenants"),
        _date("date"),
        _date("due"),
        "amount INTEGER NOT NULL CHECK (amount <> 0)",
    ),
    _table(
        "deposits",
        _ref("tenant_id", "tenants"),
        _date("date"),
        "kind TEXT NOT NULL CHECK (kind IN ('taken', 'adjusted', 'refunded'))",
        "amount INTEGER NOT NULL CHECK (amount > 0)",
        "note TEXT",
    ),
    _table(
        "returns",
        _ref("tenant_id", "tenants"),
        _month("month"),
        "men INTEGER",
        "women INTEGER",
        "freelancers INTEGER",
        "trainees INTEGER",
        "exports_usd INTEGER",
        "domestic_pkr INTEGER",
        "UNIQUE (tenant_id, month)",
    ),
    _table(
        "closings",
        _month("month"),
        _instant("closed_at"),
        "closed_by TEXT NOT NULL",
        _instant("reopened_at", null=True),
        "reopened_by TEXT",
        "reason TEXT",
    ),
)

_SERVICE = "lease_id || '/' || coalesce(charge_id, 'rent') || '/' || coalesce(unit_id, '')"

_DOCUMENTS = (
    _table("billing_runs", _month("month"), _month("served"), _date("date"), _instant("issued_at")),
    _table(
        "invoices",
        "number TEXT NOT NULL UNIQUE",
        "kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit'))",
        "fiscal_year TEXT NOT NULL",
        "seq INTEGER NOT NULL",
        _ref("tenant_id", "tenants"),
        _ref("run_id", "billing_runs", null=True),
        _ref("credits_id", "invoices", null=True),
        _date("date"),
        _date("due", null=True),
        "reason TEXT",
        "snapshot TEXT NOT NULL CHECK (json_valid(snapshot))",
        "subtotal INTEGER NOT NULL",
        "subsidy INTEGER NOT NULL",
        "tax_total INTEGER NOT NULL",
        "rounding INTEGER NOT NULL",
        "total INTEGER NOT NULL",
        "line_count INTEGER NOT NULL",
        "UNIQUE (kind, fiscal_year, seq)",
        "CHECK (total = subtotal + subsidy + tax_total + rounding)",
        "CHECK ((kind = 'invoice' AND total >= 0 AND due IS NOT NULL) OR (kind = 'credit' AND total <= 0))",
    ),
    _table(
        "invoice_lines",
        "invoice_id TEXT NOT NULL REFERENCES invoices(id) DEFERRABLE INITIALLY DEFERRED",
        "n INTEGER NOT NULL",
        "kind TEXT NOT NULL CHECK (kind IN ('rent', 'charge', 'usage', 'adjustment', 'one_off', 'late_fee', 'subsidy'))",
        "head TEXT NOT NULL",
        "description TEXT NOT NULL",
        "unit TEXT",
        _date("first"),
        _date("last"),
        "days INTEGER",
        "days_in_month INTEGER",
        "quantity TEXT",
        "rate TEXT",
        "amount INTEGER NOT NULL",
        "scheme TEXT",
        "funder TEXT",
        "subsidises INTEGER",
        "taxed TEXT",
        _ref("lease_id", "leases", null=True),
        _ref("charge_id", "lease_charges", null=True),
        _ref("unit_id", "units", null=True),
        f"service TEXT CHECK (service IS NULL OR service = {_SERVICE})",
        _ref("reading_id", "readings", null=True),
        _ref("adjustment_id", "fuel_adjustments", null=True),
        _ref("one_off_id", "one_offs", null=True),
        "fee_item_id TEXT",
        "fee_month TEXT",
        _ref("credits_line_id", "invoice_lines", null=True),
        "UNIQUE (invoice_id, n)",
    ),
    _table(
        "invoice_taxes",
        "invoice_id TEXT NOT NULL REFERENCES invoices(id) DEFERRABLE INITIALLY DEFERRED",
        "n INTEGER NOT NULL",
        "name TEXT NOT NULL",
        "authority TEXT",
        "pct_e4 INTEGER NOT NULL",
        "base INTEGER NOT NULL",
        "amount INTEGER NOT NULL",
        "UNIQUE (invoice_id, n)",
    ),
    _table(
        "adjusted_readings",
        "line_id TEXT NOT NULL REFERENCES invoice_lines(id)",
        _ref("adjustment_id", "fuel_adjustments"),
        _ref("reading_id", "readings"),
        "UNIQUE (adjustment_id, reading_id)",
    ),
    _table(
        "receipts",
        "number TEXT NOT NULL UNIQUE",
        "fiscal_year TEXT NOT NULL",
        "seq INTEGER NOT NULL",
        _ref("tenant_id", "tenants"),
        _date("date"),
        "method TEXT",
        "cash INTEGER NOT NULL CHECK (cash >= 0)",
        "income_tax INTEGER NOT NULL CHECK (income_tax >= 0)",
        "sales_tax INTEGER NOT NULL CHECK (sales_tax >= 0)",
        "certificate TEXT",
        "named TEXT",
        "note TEXT",
        "UNIQUE (fiscal_year, seq)",
        "CHECK (cash + income_tax + sales_tax > 0)",
    ),
    _table(
        "reversals",
        "receipt_id TEXT NOT NULL UNIQUE REFERENCES receipts(id)",
        _ref("tenant_id", "tenants"),
        _date("date"),
        "reason TEXT NOT NULL",
        "amount INTEGER NOT NULL",
    ),
    _table(
        "allocations",
        _ref("tenant_id", "tenants"),
        "source_id TEXT NOT NULL",
        "item_id TEXT NOT NULL",
        _date("date"),
        "amount INTEGER NOT NULL CHECK (amount <> 0)",
    ),
)

_SERVICES = (
    _table(
        "links",
        "code TEXT NOT NULL",
        "folded TEXT NOT NULL UNIQUE",
        "isp TEXT",
        "upstream TEXT",
        "mbps_e4 INTEGER",
        "role TEXT",
        _date("in_service_from", null=True),
        _date("ends", null=True),
    ),
    _table(
        "outages",
        "service TEXT NOT NULL CHECK (service IN ('power', 'internet'))",
        _ref("link_id", "links", null=True),
        _instant("starts"),
        _instant("ends", null=True),
        _yesno("planned"),
        "cause TEXT",
        "note TEXT",
        "CHECK (ends IS NULL OR ends > starts)",
    ),
    _table(
        "outage_units", _ref("outage_id", "outages"), _ref("unit_id", "units"), "UNIQUE (outage_id, unit_id)"
    ),
    _table(
        "supply_runs",
        "source TEXT NOT NULL CHECK (source IN ('generator', 'ups'))",
        _instant("starts"),
        _instant("ends", null=True),
        "carries TEXT NOT NULL CHECK (carries IN ('park', 'rack'))",
        "litres_e4 INTEGER",
        "hour_meter_e4 INTEGER",
        "note TEXT",
        "CHECK (ends IS NULL OR ends > starts)",
    ),
    _table(
        "schedule",
        "weekdays TEXT NOT NULL",
        "from_minute INTEGER NOT NULL",
        "to_minute INTEGER NOT NULL",
        "service TEXT NOT NULL CHECK (service IN ('power', 'internet'))",
        _date("valid_from", null=True),
        _date("valid_to", null=True),
    ),
    _table("gaps", _instant("starts"), _instant("ends"), "note TEXT", "CHECK (ends > starts)"),
)

_INDEXES = (
    "CREATE INDEX leases_tenant ON leases(tenant_id)",
    "CREATE INDEX lease_units_unit ON lease_units(unit_id)",
    "CREATE INDEX lease_charges_lease ON lease_charges(lease_id)",
    "CREATE INDEX readings_meter ON readings(meter_id, date)",
    "CREATE UNIQUE INDEX readings_once ON readings(meter_id, date, coalesce(event = 'reset', 0))",
    "CREATE INDEX one_offs_tenant ON one_offs(tenant_id)",
    "CREATE INDEX openings_tenant ON openings(tenant_id)",
    "CREATE INDEX deposits_tenant ON deposits(tenant_id)",
    "CREATE UNIQUE INDEX closings_open ON closings(month) WHERE reopened_at IS NULL",
    "CREATE INDEX invoices_tenant ON invoices(tenant_id, date)",
    "CREATE INDEX invoices_date ON invoices(date)",
    "CREATE INDEX invoice_lines_service ON invoice_lines(service, first, last) WHERE service IS NOT NULL",
    (
        "CREATE UNIQUE INDEX invoice_lines_reading ON invoice_lines(reading_id) WHERE kind = 'usage' AND amount >= 0"
        " AND credits_line_id IS NULL AND reading_id IS NOT NULL"
    ),
    (
        "CREATE UNIQUE INDEX invoice_lines_one_off ON invoice_lines(one_off_id) WHERE one_off_id IS NOT NULL"
        " AND kind = 'one_off' AND credits_line_id IS NULL"
    ),
    (
        "CREATE UNIQUE INDEX invoice_lines_fee ON invoice_lines(fee_item_id, fee_month) WHERE fee_item_id IS NOT NULL"
        " AND credits_line_id IS NULL"
    ),
    "CREATE INDEX invoice_lines_credits ON invoice_lines(credits_line_id) WHERE credits_line_id IS NOT NULL",
    "CREATE INDEX adjusted_readings_line ON adjusted_readings(line_id)",
    "CREATE INDEX receipts_tenant ON receipts(tenant_id, date)",
    "CREATE INDEX receipts_date ON receipts(date)",
    "CREATE INDEX allocations_source ON allocations(source_id)",
    "CREATE INDEX allocations_item ON allocations(item_id)",
    "CREATE INDEX allocations_tenant ON allocations(tenant_id)",
    "CREATE INDEX outages_starts ON outages(starts)",
)

_LEDGER = (
    # every movement of a tenant's account: debits positive, credits negative
    (
        "CREATE VIEW ledger AS"
        " SELECT id, tenant_id, kind, date, due, total AS amount, number AS ref FROM invoices"
        " UNION ALL SELECT id, tenant_id, 'opening', date, due, amount, '' FROM openings"
        " UNION ALL SELECT id, tenant_id, 'receipt', date, NULL, -(cash + income_tax + sales_tax), number FROM receipts"
        " UNION ALL SELECT v.id, v.tenant_id, 'reversal', v.date, NULL, v.amount, r.number FROM reversals v"
        " JOIN receipts r ON r.id = v.receipt_id"
        " UNION ALL SELECT id, tenant_id, 'deposit', date, NULL, -amount, '' FROM deposits WHERE kind = 'adjusted'"
    ),
)

DDL: tuple[str, ...] = _MASTER + _DOCUMENTS + _SERVICES + _INDEXES + _LEDGER
"""Every statement that makes an empty park, in order."""

LOGGED: tuple[str, ...] = tuple(statement.split()[2] for statement in _MASTER + _DOCUMENTS + _SERVICES)
"""The tables whose every change is in the change log."""
