"""SQL that several lists share about leases on a day (`:day`), as core.leases says it."""

from stpdesk.db.lists.lines import HOLDS, Beside

LAST = "CASE WHEN {0}.holdover OR {0}.ends IS NULL THEN '9999-12-31' ELSE {0}.ends END"
"""A lease's last day in force."""

IN_FORCE = f"{{0}}.starts <= :day AND {LAST} >= :day"
"""Whether a lease is in force on the day."""

_HELD = f"{IN_FORCE.format('m')} AND {HOLDS}"

TENANT_OF_UNIT = Beside(
    "SELECT u.rowid FROM tenants h CROSS JOIN leases m ON m.tenant_id = h.id CROSS JOIN lease_units y ON y.lease_id = m.id"
    f" CROSS JOIN units u ON u.id = y.unit_id WHERE {_HELD}",
    "EXISTS (SELECT 1 FROM lease_units y CROSS JOIN leases m ON m.id = y.lease_id CROSS JOIN tenants h ON h.id = m.tenant_id"
    f" WHERE y.unit_id = u.id AND {_HELD})",
    "tenants",
)
"""Words of the tenants who hold a unit on the day."""

UNIT_OF_TENANT = Beside(
    "SELECT t.rowid FROM units h CROSS JOIN lease_units y ON y.unit_id = h.id CROSS JOIN leases m ON m.id = y.lease_id"
    f" CROSS JOIN tenants t ON t.id = m.tenant_id WHERE {_HELD}",
    "EXISTS (SELECT 1 FROM leases m CROSS JOIN lease_units y ON y.lease_id = m.id CROSS JOIN units h ON h.id = y.unit_id"
    f" WHERE m.tenant_id = t.id AND {_HELD})",
    "units",
)
"""Words of the units that a tenant holds on the day."""


def tenant_of(alias: str, table: str) -> Beside:
    """Words of the tenant that a row of a table names."""
    return Beside(
        f"SELECT {alias}.rowid FROM tenants h CROSS JOIN {table} {alias} ON {alias}.tenant_id = h.id"
        f" WHERE {HOLDS}",
        f"EXISTS (SELECT 1 FROM tenants h WHERE h.id = {alias}.tenant_id AND {HOLDS})",
        "tenants",
    )
