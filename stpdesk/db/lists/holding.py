"""SQL that several lists share about leases on a day (`:day`), as core.leases says it."""

LAST = "CASE WHEN {0}.holdover OR {0}.ends IS NULL THEN '9999-12-31' ELSE {0}.ends END"
"""A lease's last day in force."""

IN_FORCE = f"{{0}}.starts <= :day AND {LAST} >= :day"
"""Whether a lease is in force on the day."""

TENANTS_OF_UNIT = (
    "SELECT x.unit_id FROM tenants h JOIN leases l ON l.tenant_id = h.id JOIN lease_units x ON x.lease_id = l.id"
    f" WHERE instr(h.sought, {{word}}) AND {IN_FORCE.format('l')}"
)
"""Keys of units held on the day by a tenant that fits a word."""

UNITS_OF_TENANT = (
    "SELECT l.tenant_id FROM units u JOIN lease_units x ON x.unit_id = u.id JOIN leases l ON l.id = x.lease_id"
    f" WHERE instr(u.sought, {{word}}) AND {IN_FORCE.format('l')}"
)
"""Keys of tenants who hold a unit that fits a word on the day."""
