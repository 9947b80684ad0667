"""Tables of what is kept beside the terms: floors and their plans, repairs, attached files; drafts of forms; sign-ins."""

from __future__ import annotations

from stpdesk.db.schema_columns import date, instant, ref, table
from stpdesk.db.schema_guards import guard, named

_SHA256 = "sha256 TEXT{0} CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*')"

DESK = (
    # one floor of one building and the picture behind its plan, placed in feet
    table(
        "floors",
        "building TEXT",
        "floor TEXT",
        "folded TEXT NOT NULL UNIQUE",
        "image TEXT",
        _SHA256.format(""),
        "x_e4 INTEGER",
        "y_e4 INTEGER",
        "w_e4 INTEGER CHECK (w_e4 > 0)",
        "h_e4 INTEGER CHECK (h_e4 > 0)",
        "CHECK ((image IS NULL) = (sha256 IS NULL))",
    ),
    table(
        "repairs",
        ref("unit_id", "units"),
        date("starts"),
        date("ends", null=True),
        "note TEXT NOT NULL CHECK (trim(note) <> '')",
        "CHECK (ends IS NULL OR ends >= starts)",
    ),
    # a file of a tenant, a lease or a unit; its contents lie in documents/ under their SHA-256
    table(
        "attachments",
        ref("tenant_id", "tenants", null=True),
        ref("lease_id", "leases", null=True),
        ref("unit_id", "units", null=True),
        "name TEXT NOT NULL CHECK (trim(name) <> '')",
        "size INTEGER NOT NULL CHECK (size >= 0)",
        _SHA256.format(" NOT NULL"),
        instant("added_at"),
        "added_by TEXT NOT NULL",
        instant("withdrawn_at", null=True),
        "withdrawn_by TEXT",
        "CHECK ((tenant_id IS NOT NULL) + (lease_id IS NOT NULL) + (unit_id IS NOT NULL) = 1)",
        "CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))",
    ),
)

DRAFTS = (
    table(
        "drafts",
        "form TEXT NOT NULL",
        "thing TEXT NOT NULL",
        "data TEXT NOT NULL CHECK (json_valid(data))",
        instant("at"),
        "actor TEXT NOT NULL",
        "why TEXT NOT NULL CHECK (why IN ('typing', 'left', 'closed', 'refused', 'failed'))",
        "UNIQUE (form, thing)",
    ),
)
"""Forms not saved yet: not logged, gone when they are saved or dropped."""

SIGN_INS = (
    table(
        "sign_ins", "person_id TEXT NOT NULL UNIQUE REFERENCES people(id) ON DELETE RESTRICT", instant("at")
    ),
)
"""When each person last opened the park in the window: not logged, for it changes nothing of the park."""

DESK_INDEXES = (
    "CREATE INDEX repairs_unit ON repairs(unit_id)",
    "CREATE INDEX attachments_tenant ON attachments(tenant_id) WHERE tenant_id IS NOT NULL",
    "CREATE INDEX attachments_lease ON attachments(lease_id) WHERE lease_id IS NOT NULL",
    "CREATE INDEX attachments_unit ON attachments(unit_id) WHERE unit_id IS NOT NULL",
)

DESK_GUARDS = named(
    {
        "guard_attachments_delete": guard(
            "BEFORE DELETE", "attachments", "1", "'An attached file stays on record; withdraw it instead.'"
        ),
        "guard_attachments_update": guard(
            "BEFORE UPDATE",
            "attachments",
            "OLD.tenant_id IS NOT NEW.tenant_id OR OLD.lease_id IS NOT NEW.lease_id OR OLD.unit_id IS NOT NEW.unit_id"
            " OR OLD.sha256 <> NEW.sha256 OR OLD.size <> NEW.size OR OLD.added_at <> NEW.added_at"
            " OR OLD.added_by <> NEW.added_by",
            "'Only the name of an attached file changes; withdraw it and attach another.'",
        ),
    }
)
