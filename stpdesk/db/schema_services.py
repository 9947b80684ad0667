"""Tables of power and internet: links, outages, generator runs, schedule, gaps."""

from __future__ import annotations

from stpdesk.db.schema_columns import date, instant, ref, table, yesno

SERVICES = (
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
        "service TEXT NOT NULL CHECK (service IN ('power', 'internet'))",
        ref("link_id", "links", null=True),
        instant("starts"),
        instant("ends", null=True),
        yesno("planned"),
        "cause TEXT",
        "note TEXT",
        "CHECK (ends IS NULL OR ends > starts)",
    ),
    table(
        "outage_units", ref("outage_id", "outages"), ref("unit_id", "units"), "UNIQUE (outage_id, unit_id)"
    ),
    table(
        "supply_runs",
        "source TEXT NOT NULL CHECK (source IN ('generator', 'ups'))",
        instant("starts"),
        instant("ends", null=True),
        "carries TEXT NOT NULL CHECK (carries IN ('park', 'rack'))",
        "litres_e4 INTEGER",
        "hour_meter_e4 INTEGER",
        "note TEXT",
        "CHECK (ends IS NULL OR ends > starts)",
    ),
    table(
        "schedule",
        "weekdays TEXT NOT NULL",
        "from_minute INTEGER NOT NULL",
        "to_minute INTEGER NOT NULL",
        "service TEXT NOT NULL CHECK (service IN ('power', 'internet'))",
        date("valid_from", null=True),
        date("valid_to", null=True),
    ),
    table("gaps", instant("starts"), instant("ends"), "note TEXT", "CHECK (ends > starts)"),
)
