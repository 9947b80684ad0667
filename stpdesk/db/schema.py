"""The tables of the park file: units in every comment, guards in `schema_guards`.

Keys are UUIDv7 text. Money is whole paisa. A column ending in `_e4` counts ten-thousandths. Dates are civil dates of the
park's zone, instants UTC (`2026-10-05T09:00:00Z`), months `2026-10`. Nothing is deleted that was issued.
"""

from __future__ import annotations

from stpdesk.db.schema_desk import DESK, DESK_GUARDS, DESK_INDEXES, DRAFTS, SIGN_INS
from stpdesk.db.schema_documents import DOCUMENTS
from stpdesk.db.schema_guards import GUARDS as BOOK_GUARDS
from stpdesk.db.schema_guards_services import SERVICE_GUARDS
from stpdesk.db.schema_papers import PAPER_GUARDS, PAPER_INDEXES, PAPERS
from stpdesk.db.schema_services import SERVICES
from stpdesk.db.schema_terms import MASTER

__all__ = ["DDL", "GUARDS", "LOGGED"]

# the longer ones hold all that a list or a balance reads, so that the wide rows behind them are left alone
_INDEXES = (
    "CREATE INDEX units_natural ON units(natural)",
    "CREATE INDEX units_sought ON units(sought, id)",
    "CREATE INDEX tenants_natural ON tenants(natural)",
    "CREATE INDEX tenants_sought ON tenants(sought, id)",
    "CREATE INDEX tenants_name ON tenants(by_name)",
    "CREATE INDEX leases_natural ON leases(natural)",
    "CREATE INDEX leases_sought ON leases(sought)",
    "CREATE INDEX leases_tenant ON leases(tenant_id, starts, natural, ends, holdover, id)",
    "CREATE INDEX lease_units_unit ON lease_units(unit_id, lease_id)",
    "CREATE INDEX lease_charges_lease ON lease_charges(lease_id)",
    "CREATE INDEX readings_meter ON readings(meter_id, date)",
    "CREATE UNIQUE INDEX readings_once ON readings(meter_id, date, coalesce(event = 'reset', 0))",
    "CREATE INDEX one_offs_tenant ON one_offs(tenant_id)",
    "CREATE INDEX openings_tenant ON openings(tenant_id)",
    "CREATE INDEX deposits_tenant ON deposits(tenant_id)",
    "CREATE UNIQUE INDEX closings_open ON closings(month) WHERE reopened_at IS NULL",
    "CREATE INDEX invoices_tenant ON invoices(tenant_id, date, number, kind, due, total)",
    "CREATE INDEX invoices_due ON invoices(due, date, kind, total, id, tenant_id)",
    "CREATE INDEX invoices_total ON invoices(total)",
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
    "CREATE INDEX receipts_tenant ON receipts(tenant_id, date, number, cash, income_tax, sales_tax)",
    "CREATE INDEX receipts_date ON receipts(date)",
    "CREATE INDEX allocations_source ON allocations(source_id)",
    "CREATE INDEX allocations_item ON allocations(item_id, date, amount)",
    "CREATE INDEX allocations_undone ON allocations(item_id, date) WHERE amount < 0",
    "CREATE INDEX allocations_tenant ON allocations(tenant_id, date, amount)",
    "CREATE INDEX outages_starts ON outages(starts)",
    "CREATE INDEX outages_live ON outages(starts, number) WHERE retired_by IS NULL",
    "CREATE INDEX outages_ends ON outages(ends)",
    "CREATE INDEX supply_runs_ends ON supply_runs(ends)",
    "CREATE INDEX gaps_ends ON gaps(ends)",
    "CREATE INDEX outages_made ON outages(made_by) WHERE made_by IS NOT NULL",
    "CREATE INDEX outages_retired ON outages(retired_by) WHERE retired_by IS NOT NULL",
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

GUARDS: dict[str, str] = {**BOOK_GUARDS, **SERVICE_GUARDS, **DESK_GUARDS, **PAPER_GUARDS}
"""Every refusing trigger by name; change-log triggers are generated beside these."""

DDL: tuple[str, ...] = (
    *MASTER, *DOCUMENTS, *SERVICES, *DESK, *PAPERS, *DRAFTS, *SIGN_INS, *_INDEXES, *DESK_INDEXES, *PAPER_INDEXES, *_LEDGER,
)  # fmt: skip
"""Every statement that makes an empty park, in order."""

LOGGED: tuple[str, ...] = tuple(
    statement.split()[2] for statement in MASTER + DOCUMENTS + SERVICES + DESK + PAPERS
)
"""The tables whose every change is in the change log."""
