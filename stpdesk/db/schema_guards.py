"""The triggers that refuse what must never be stored, whoever writes: each message is a sentence after `stp: `."""

from __future__ import annotations

_LAST = "CASE WHEN {0}.holdover THEN '9999-12-31' ELSE coalesce({0}.ends, '9999-12-31') END"


def guard(when: str, table: str, condition: str, sentence: str) -> str:
    """A trigger that aborts with an SQL text expression when the condition holds."""
    return f"{when} ON {table} BEGIN SELECT RAISE(ABORT, 'stp: ' || {sentence}) WHERE {condition}; END"


def _crowded(unit: str, lease: str) -> str:
    """True where, on the first day of some lease of the unit, more is let than there is (rule C2).

    A unit without seats has one share; a lease of the whole unit takes all shares.
    """
    mine = f"SELECT starts FROM leases WHERE id = {lease}"
    my_last = f"SELECT {_LAST.format('m')} FROM leases m WHERE m.id = {lease}"
    days = (
        f"SELECT l.starts AS day FROM lease_units o JOIN leases l ON l.id = o.lease_id WHERE o.unit_id = {unit}"
        f" AND l.starts BETWEEN ({mine}) AND ({my_last}) UNION SELECT starts FROM leases WHERE id = {lease}"
    )
    let = (
        "SELECT sum(coalesce(o.seats, u.seats, 1)) FROM lease_units o JOIN leases l ON l.id = o.lease_id"
        f" JOIN units u ON u.id = o.unit_id WHERE o.unit_id = {unit} AND l.starts <= d.day AND {_LAST.format('l')} >= d.day"
    )
    room = f"SELECT coalesce(seats, 1) FROM units WHERE id = {unit}"
    return f"EXISTS (SELECT 1 FROM ({days}) d WHERE ({let}) > max(1, ({room})))"


_UNIT_NAME = "'Unit ' || (SELECT code FROM units WHERE id = NEW.unit_id)"
_CROWD = f"{_UNIT_NAME} || ' is already let, or has too few free seats, on a day of this lease.'"


def _closed(day: str) -> str:
    """True where the date lies in a closed month."""
    return f"EXISTS (SELECT 1 FROM closings WHERE reopened_at IS NULL AND month = substr({day}, 1, 7))"


def _closed_sentence(day: str) -> str:
    """Names the month and the way out."""
    return f"'The month ' || substr({day}, 1, 7) || ' is closed; reopen it with a reason first.'"


_DATED = {
    "invoices": "date",
    "receipts": "date",
    "reversals": "date",
    "deposits": "date",
    "openings": "date",
    "readings": "date",
    "one_offs": "date",
    "returns": "month",
}


def _closing_guards() -> dict[str, str]:
    """No change inside a closed month."""
    found: dict[str, str] = {}
    for table, column in _DATED.items():
        for op, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            for row in rows:
                if table == "receipts" and op == "UPDATE":
                    continue  # the certificate that came later is not a change of the month
                name = f"guard_{table}_closed_{op.lower()}_{row.lower()}"
                day = f"{row}.{column}"
                found[name] = f"CREATE TRIGGER {name} " + guard(
                    f"BEFORE {op}", table, _closed(day), _closed_sentence(day)
                )
    return found


def _frozen(table: str) -> dict[str, str]:
    """Rows of an issued document never change and never go."""
    sentence = "'Issued documents never change; correct them with a credit note or a reversal.'"
    return {
        f"guard_{table}_{op.lower()}": f"CREATE TRIGGER guard_{table}_{op.lower()} BEFORE {op} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, 'stp: ' || {sentence}); END"
        for op in ("UPDATE", "DELETE")
    }


def named(texts: dict[str, str]) -> dict[str, str]:
    """Puts each trigger's name into its statement."""
    return {name: f"CREATE TRIGGER {name} {text}" for name, text in texts.items()}


_LAST_CLOSED = "(SELECT max(month) FROM closings WHERE reopened_at IS NULL)"


def _units_closed() -> dict[str, str]:
    """Who held which unit in a closed month stays."""
    found: dict[str, str] = {}
    for op, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
        for row in rows:
            found[f"guard_lease_units_closed_{op.lower()}_{row.lower()}"] = guard(
                f"BEFORE {op}",
                "lease_units",
                f"substr((SELECT starts FROM leases WHERE id = {row}.lease_id), 1, 7) <= {_LAST_CLOSED}",
                f"'The units of lease ' || (SELECT code FROM leases WHERE id = {row}.lease_id) || ' would change in the"
                f" closed month ' || {_LAST_CLOSED} || '; reopen it with a reason first.'",
            )
    return found


_LEASES = named(
    {
        "guard_lease_units_insert": guard(
            "AFTER INSERT", "lease_units", _crowded("NEW.unit_id", "NEW.lease_id"), _CROWD
        ),
        "guard_lease_units_update": guard(
            "AFTER UPDATE", "lease_units", _crowded("NEW.unit_id", "NEW.lease_id"), _CROWD
        ),
        "guard_leases_update": guard(
            "AFTER UPDATE OF starts, ends, holdover",
            "leases",
            f"EXISTS (SELECT 1 FROM lease_units x WHERE x.lease_id = NEW.id AND {_crowded('x.unit_id', 'NEW.id')})",
            "'Lease ' || NEW.code || ' would hold a unit that is already let on one of its days.'",
        ),
        "guard_units_seats": guard(
            "AFTER UPDATE OF seats",
            "units",
            "EXISTS (SELECT 1 FROM lease_units x WHERE x.unit_id = NEW.id AND "
            + _crowded("x.unit_id", "x.lease_id")
            + ")",
            "'Unit ' || NEW.code || ' has leases for more seats than that.'",
        ),
        "guard_leases_billed": guard(
            "BEFORE UPDATE OF tenant_id, basis",
            "leases",
            "(OLD.tenant_id <> NEW.tenant_id OR OLD.basis <> NEW.basis) AND EXISTS (SELECT 1 FROM invoice_lines"
            " WHERE service >= OLD.id || '/' AND service < OLD.id || '0')",
            "'Lease ' || OLD.code || ' is billed already, so its tenant and basis stay; end it and enter a new lease.'",
        ),
        "guard_leases_delete": guard(
            "BEFORE DELETE",
            "leases",
            "EXISTS (SELECT 1 FROM invoice_lines WHERE service >= OLD.id || '/' AND service < OLD.id || '0')",
            "'Lease ' || OLD.code || ' is billed already and cannot go; end it instead.'",
        ),
        "guard_leases_closed_delete": guard(
            "BEFORE DELETE",
            "leases",
            f"substr(OLD.starts, 1, 7) <= {_LAST_CLOSED}",
            f"'Lease ' || OLD.code || ' would be gone from the closed month ' || {_LAST_CLOSED}"
            " || '; reopen it with a reason first.'",
        ),
        **_units_closed(),
        "guard_leases_closed_insert": guard(
            "BEFORE INSERT",
            "leases",
            f"substr(NEW.starts, 1, 7) <= {_LAST_CLOSED}",
            "'Lease ' || NEW.code || ' would start in or before the closed month ' || "
            + _LAST_CLOSED
            + " || '; reopen it with a reason first.'",
        ),
        "guard_leases_closed_update": guard(
            "BEFORE UPDATE OF starts, ends, basis, seats, tenant_id, holdover",
            "leases",
            f"(substr(OLD.starts, 1, 7) <= {_LAST_CLOSED} AND (OLD.starts <> NEW.starts OR OLD.basis <> NEW.basis"
            " OR OLD.seats IS NOT NEW.seats OR OLD.tenant_id <> NEW.tenant_id)) OR"
            f" (({_LAST.format('OLD')}) <> ({_LAST.format('NEW')}) AND"
            f" min(substr({_LAST.format('OLD')}, 1, 7), substr({_LAST.format('NEW')}, 1, 7)) <= {_LAST_CLOSED})",
            "'Lease ' || NEW.code || ' would change in the closed month ' || "
            + _LAST_CLOSED
            + " || '; reopen it with a reason first.'",
        ),
    }
)

_CODES = "(SELECT park_code FROM node)"
_NUMBERS = named(
    {
        "guard_invoices_insert": guard(
            "BEFORE INSERT",
            "invoices",
            "NEW.seq <> 1 + coalesce((SELECT max(seq) FROM invoices WHERE kind = NEW.kind"
            " AND fiscal_year = NEW.fiscal_year), 0) OR NEW.number <> "
            + _CODES
            + " || CASE NEW.kind WHEN 'invoice' THEN '/INV/' ELSE '/CN/' END || NEW.fiscal_year || '/'"
            " || printf('%05d', NEW.seq)",
            "'Document number ' || NEW.number || ' would leave a gap.'",
        ),
        "guard_invoices_whole": guard(
            "BEFORE INSERT",
            "invoices",
            "NEW.line_count <> (SELECT count(*) FROM invoice_lines WHERE invoice_id = NEW.id) OR"
            " NEW.subtotal + NEW.subsidy <> (SELECT coalesce(sum(amount), 0) FROM invoice_lines WHERE invoice_id = NEW.id)"
            " OR NEW.tax_total <> (SELECT coalesce(sum(amount), 0) FROM invoice_taxes WHERE invoice_id = NEW.id)",
            "'Document ' || NEW.number || ' does not add up to its lines.'",
        ),
        "guard_receipts_insert": guard(
            "BEFORE INSERT",
            "receipts",
            "NEW.seq <> 1 + coalesce((SELECT max(seq) FROM receipts WHERE fiscal_year = NEW.fiscal_year), 0)"
            f" OR NEW.number <> {_CODES} || '/RCT/' || NEW.fiscal_year || '/' || printf('%05d', NEW.seq)",
            "'Receipt number ' || NEW.number || ' would leave a gap.'",
        ),
        "guard_receipts_update": guard(
            "BEFORE UPDATE",
            "receipts",
            "OLD.id <> NEW.id OR OLD.number <> NEW.number OR OLD.tenant_id <> NEW.tenant_id OR OLD.date <> NEW.date"
            " OR OLD.cash <> NEW.cash OR OLD.income_tax <> NEW.income_tax OR OLD.sales_tax <> NEW.sales_tax"
            " OR OLD.seq <> NEW.seq OR OLD.fiscal_year <> NEW.fiscal_year OR OLD.named IS NOT NEW.named"
            " OR OLD.method IS NOT NEW.method OR OLD.note IS NOT NEW.note",
            "'Receipt ' || OLD.number || ' is recorded; reverse it and enter it anew.'",
        ),
        "guard_receipts_delete": guard(
            "BEFORE DELETE", "receipts", "1", "'Receipt ' || OLD.number || ' is recorded; reverse it.'"
        ),
        "guard_node_code": guard(
            "BEFORE UPDATE OF park_code",
            "node",
            "OLD.park_code <> NEW.park_code AND (EXISTS (SELECT 1 FROM invoices)"
            " OR EXISTS (SELECT 1 FROM receipts) OR EXISTS (SELECT 1 FROM frozen_documents))",
            "'The park code is fixed once a document is issued.'",
        ),
    }
)

_SEALED = "'Document lines are written before their document and never after.'"
_DOCUMENTS = named(
    {
        "guard_invoice_lines_sealed": guard(
            "BEFORE INSERT",
            "invoice_lines",
            "EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice_id)",
            _SEALED,
        ),
        "guard_invoice_taxes_sealed": guard(
            "BEFORE INSERT",
            "invoice_taxes",
            "EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice_id)",
            _SEALED,
        ),
        "guard_invoice_lines_days": (
            "BEFORE INSERT ON invoice_lines WHEN NEW.service IS NOT NULL BEGIN SELECT RAISE(ABORT, 'stp: Days '"
            " || NEW.first || ' to ' || NEW.last || ' of this charge are billed already.') WHERE"
            " (SELECT last FROM invoice_lines WHERE service = NEW.service AND first <= NEW.last"
            " ORDER BY first DESC LIMIT 1) >= NEW.first; END"
        ),
        "guard_invoice_lines_credit": (
            "AFTER INSERT ON invoice_lines WHEN NEW.credits_line_id IS NOT NULL BEGIN SELECT RAISE(ABORT,"
            " 'stp: More than what is left of the line would be credited.') WHERE"
            " (SELECT abs(amount) FROM invoice_lines WHERE id = NEW.credits_line_id)"
            " < (SELECT abs(sum(amount)) FROM invoice_lines WHERE credits_line_id = NEW.credits_line_id)"
            " OR (SELECT amount FROM invoice_lines WHERE id = NEW.credits_line_id) * NEW.amount > 0; END"
        ),
    }
)

_BILLED = (
    "(EXISTS (SELECT 1 FROM invoice_lines WHERE reading_id = OLD.id)"
    " OR EXISTS (SELECT 1 FROM adjusted_readings WHERE reading_id = OLD.id))"
)
_LATER_BILLED = (
    "EXISTS (SELECT 1 FROM readings r JOIN invoice_lines l ON l.reading_id = r.id WHERE r.meter_id = NEW.meter_id"
    " AND r.date >= NEW.date AND r.id <> NEW.id AND NOT (r.date = NEW.date AND NEW.event IS 'reset'))"
)
_METER = "(SELECT code FROM meters WHERE id = NEW.meter_id)"
_READINGS = named(
    {
        "guard_readings_insert": guard(
            "BEFORE INSERT",
            "readings",
            _LATER_BILLED,
            f"'A reading of meter ' || {_METER} || ' on or after ' || NEW.date || ' is billed already.'",
        ),
        "guard_readings_update": guard(
            "BEFORE UPDATE",
            "readings",
            f"({_BILLED} OR {_LATER_BILLED}) AND (OLD.meter_id <> NEW.meter_id OR OLD.date <> NEW.date"
            " OR OLD.reading_e4 <> NEW.reading_e4 OR OLD.event IS NOT NEW.event)",
            f"'The reading of meter ' || {_METER} || ' on ' || OLD.date || ' is billed; credit the line instead.'",
        ),
        "guard_readings_delete": guard(
            "BEFORE DELETE", "readings", _BILLED, "'A reading of ' || OLD.date || ' is billed and cannot go.'"
        ),
        "guard_one_offs_update": guard(
            "BEFORE UPDATE",
            "one_offs",
            "EXISTS (SELECT 1 FROM invoice_lines WHERE one_off_id = OLD.id)",
            "'This charge of ' || OLD.date || ' is billed; correct it with a credit note.'",
        ),
        "guard_openings_update": guard(
            "BEFORE UPDATE",
            "openings",
            "EXISTS (SELECT 1 FROM allocations WHERE item_id = OLD.id OR source_id = OLD.id)",
            "'This opening balance is settled in part and cannot change.'",
        ),
    }
)

_ALLOCATIONS = named(
    {
        "guard_allocations_insert": (
            "AFTER INSERT ON allocations BEGIN SELECT RAISE(ABORT, 'stp: More would be settled than is open.') WHERE"
            " (SELECT sum(amount) FROM allocations WHERE item_id = NEW.item_id) NOT BETWEEN 0 AND coalesce((SELECT amount"
            " FROM ledger WHERE id = NEW.item_id AND tenant_id = NEW.tenant_id), 0) OR"
            " (SELECT sum(amount) FROM allocations WHERE source_id = NEW.source_id) NOT BETWEEN 0 AND coalesce((SELECT"
            " -amount FROM ledger WHERE id = NEW.source_id AND tenant_id = NEW.tenant_id), 0); END"
        ),
    }
)

GUARDS: dict[str, str] = {
    **_LEASES,
    **_NUMBERS,
    **_DOCUMENTS,
    **_READINGS,
    **_ALLOCATIONS,
    **_closing_guards(),
    **_frozen("invoices"),
    **_frozen("invoice_lines"),
    **_frozen("invoice_taxes"),
    **_frozen("adjusted_readings"),
    **_frozen("allocations"),
    **_frozen("reversals"),
    **_frozen("deposits"),
    **_frozen("billing_runs"),
}
"""The refusing triggers of the books by name."""
