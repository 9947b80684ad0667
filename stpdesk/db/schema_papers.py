"""Tables of what a report carries beside figures, and of the documents that were frozen when a month was closed."""

from __future__ import annotations

from stpdesk.core.attention import MOST_OPEN
from stpdesk.db.schema_columns import date, instant, month, ref, table
from stpdesk.db.schema_guards import guard, named

_SHA256 = "{0} TEXT NOT NULL CHECK (length({0}) = 64 AND {0} NOT GLOB '*[^0-9a-f]*')"

PAPERS = (
    # a matter for PSEB's attention; `month` is the first report that carries it
    table(
        "attention",
        "number INTEGER NOT NULL UNIQUE",
        "matter TEXT NOT NULL CHECK (trim(matter) <> '')",
        date("since"),
        "exposure INTEGER CHECK (exposure >= 0)",
        "decision TEXT NOT NULL CHECK (trim(decision) <> '')",
        "place INTEGER NOT NULL",
        month("month"),
        date("settled_on", null=True),
        "outcome TEXT CHECK (trim(outcome) <> '')",
        "CHECK (month >= substr(since, 1, 7))",
        "CHECK ((settled_on IS NULL) = (outcome IS NULL))",
        "CHECK (settled_on IS NULL OR settled_on >= since)",
    ),
    table(
        "signatories",
        "role TEXT NOT NULL UNIQUE CHECK (role IN ('prepared', 'checked', 'approved'))",
        "name TEXT NOT NULL CHECK (trim(name) <> '')",
        "title TEXT",
    ),
    # a document as it stood when its month was closed; its figures lie in documents/ under their digest
    table(
        "frozen_documents",
        ref("closing_id", "closings"),
        month("month"),
        "kind TEXT NOT NULL",
        "title TEXT NOT NULL",
        "number TEXT NOT NULL",
        "revision INTEGER NOT NULL CHECK (revision > 0)",
        _SHA256.format("digest"),
        "changes TEXT NOT NULL CHECK (json_valid(changes))",
        instant("frozen_at"),
        "frozen_by TEXT NOT NULL",
        "program TEXT NOT NULL",
        "UNIQUE (month, kind, revision)",
    ),
    # its PDF and its workbook; they lie in documents/ under their SHA-256
    table(
        "frozen_files",
        ref("document_id", "frozen_documents"),
        "form TEXT NOT NULL CHECK (form IN ('pdf', 'xlsx'))",
        _SHA256.format("sha256"),
        "size INTEGER NOT NULL CHECK (size > 0)",
        "UNIQUE (document_id, form)",
    ),
)

PAPER_INDEXES = (
    "CREATE INDEX frozen_documents_number ON frozen_documents(number)",
    "CREATE INDEX frozen_files_sha256 ON frozen_files(sha256)",
)

_FROZEN = "'Frozen documents never change; reopen the month with a reason and close it again for a revision.'"


def _carried(row: str, when: str) -> str:
    """Whether the report of a month carries a matter."""
    return (
        f"({row}.month <= {when} AND ({row}.settled_on IS NULL OR substr({row}.settled_on, 1, 7) > {when}))"
    )


_CLOSED = "SELECT min(month) FROM closings c WHERE c.reopened_at IS NULL AND "
_SAID = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in ("matter", "since", "exposure", "decision"))
_OTHER = (
    f"({_carried('OLD', 'c.month')} <> {_carried('NEW', 'c.month')}"
    f" OR ({_carried('OLD', 'c.month')} AND ({_SAID})))"
)
_CROWDED = (
    f"EXISTS (SELECT 1 FROM attention d WHERE (SELECT count(*) FROM attention m WHERE {_carried('m', 'd.month')})"
    f" > {MOST_OPEN})"
)
_FULL = f"'A month''s report carries {MOST_OPEN} matters at most; settle one first.'"


def _reported(closed: str) -> str:
    """The sentence of a guard that keeps the report of a closed month."""
    return (
        f"'The report of the closed month ' || ({closed}) || ' would change; reopen it with a reason first.'"
    )


def _frozen(table_name: str) -> dict[str, str]:
    """Rows that never change and never go."""
    return {
        f"guard_{table_name}_{op.lower()}": guard(f"BEFORE {op}", table_name, "1", _FROZEN)
        for op in ("UPDATE", "DELETE")
    }


PAPER_GUARDS = named(
    {
        "guard_attention_crowd": guard("AFTER INSERT", "attention", _CROWDED, _FULL),
        "guard_attention_crowd_update": guard(
            "AFTER UPDATE OF month, since, settled_on", "attention", _CROWDED, _FULL
        ),
        "guard_attention_closed_insert": guard(
            "BEFORE INSERT",
            "attention",
            f"({_CLOSED}{_carried('NEW', 'c.month')}) IS NOT NULL",
            _reported(f"{_CLOSED}{_carried('NEW', 'c.month')}"),
        ),
        "guard_attention_closed_update": guard(
            "BEFORE UPDATE", "attention", f"({_CLOSED}{_OTHER}) IS NOT NULL", _reported(f"{_CLOSED}{_OTHER}")
        ),
        "guard_attention_delete": guard(
            "BEFORE DELETE", "attention", "1", "'A matter stays on record; settle it instead.'"
        ),
        "guard_frozen_documents_insert": guard(
            "BEFORE INSERT",
            "frozen_documents",
            "NEW.revision <> 1 + coalesce((SELECT max(d.revision) FROM frozen_documents d WHERE d.month = NEW.month"
            " AND d.closing_id <> NEW.closing_id), 0) OR NOT EXISTS (SELECT 1 FROM closings WHERE id = NEW.closing_id"
            " AND month = NEW.month AND reopened_at IS NULL)",
            "'Revision ' || NEW.revision || ' of ' || NEW.number || ' is not the next one of its month.'",
        ),
        **_frozen("frozen_documents"),
        **_frozen("frozen_files"),
    }
)
