"""Tables of power and internet: links, outages, generator runs, schedule, gaps, and why one of them was put right."""

from __future__ import annotations

from stpdesk.db.schema_columns import date, instant, ref, table, yesno

_CORRECTED = (ref("made_by", "corrections", null=True), ref("retired_by", "corrections", null=True))
"""The correction that made the row, and the one that put another in its place; a retired row stays as it was."""

SERVICES = (
    # why a record of power or internet was put right: the old rows are retired by it, the new ones made by it
    table(
        "corrections",
        "act TEXT NOT NULL CHECK (act IN ('move', 'split', 'merge', 'plan', 'unplan', 'dismiss', 'measure', 'keep', 'change', 'cancel'))",
        "reason TEXT NOT NULL CHECK (trim(reason) <> '')",
        instant("at"),
        "actor TEXT NOT NULL",
    ),
    # what was said to a proposal of the monitor
    table(
        "answers",
        "proposal TEXT NOT NULL UNIQUE",
        "answer TEXT NOT NULL CHECK (answer IN ('taken', 'dismissed'))",
        "reason TEXT",
        instant("at"),
        "actor TEXT NOT NULL",
    ),
    table(
        "causes",
        "name TEXT NOT NULL",
        "folded TEXT NOT NULL UNIQUE",
        "service TEXT CHECK (service IN ('power', 'internet'))",
        yesno("listed"),
    ),
    table(
        "links",
        "code TEXT NOT NULL",
        "folded TEXT NOT NULL UNIQUE",
        "isp TEXT",
        "upstream TEXT",
        "mbps_e4 INTEGER",
        "role TEXT",
        date("in_service_from", null=True),
        date("ends", null=True),
    ),
    table(
        "outages",
        "number INTEGER NOT NULL UNIQUE",
        "service TEXT NOT NULL CHECK (service IN ('power', 'internet'))",
        ref("link_id", "links", null=True),
        instant("starts"),
        instant("ends", null=True),
        yesno("planned"),
        "cause TEXT",
        "note TEXT",
        "source TEXT NOT NULL DEFAULT 'manual' CHECK (source IN ('manual', 'detected', 'both'))",
        "proposal TEXT",
        "unit_count INTEGER NOT NULL DEFAULT 0",
        *_CORRECTED,
        "CHECK (ends IS NULL OR ends > starts)",
        "CHECK (link_id IS NULL OR service = 'internet')",
    ),
    table(
        "outage_units", ref("outage_id", "outages"), ref("unit_id", "units"), "UNIQUE (outage_id, unit_id)"
    ),
    table(
        "supply_runs",
        "number INTEGER NOT NULL UNIQUE",
        "source TEXT NOT NULL CHECK (source IN ('generator', 'ups'))",
        instant("starts"),
        instant("ends", null=True),
        "carries TEXT NOT NULL CHECK (carries IN ('park', 'rack'))",
        "litres_e4 INTEGER",
        "kwh_e4 INTEGER",
        "hour_meter_e4 INTEGER",
        "note TEXT",
        *_CORRECTED,
        "CHECK (ends IS NULL OR ends > starts)",
    ),
    table(
        "schedule",
        "number INTEGER NOT NULL UNIQUE",
        "weekdays TEXT NOT NULL",
        "from_minute INTEGER NOT NULL",
        "to_minute INTEGER NOT NULL",
        "service TEXT NOT NULL CHECK (service IN ('power', 'internet'))",
        date("valid_from", null=True),
        date("valid_to", null=True),
        *_CORRECTED,
    ),
    table(
        "gaps",
        instant("starts"),
        instant("ends"),
        "service TEXT CHECK (service IN ('power', 'internet'))",
        ref("link_id", "links", null=True),
        "note TEXT",
        "proposal TEXT",
        *_CORRECTED,
        "CHECK (ends > starts)",
        "CHECK (link_id IS NULL OR service = 'internet')",
    ),
)
