"""Tenants: the list, a tenant's page, the form for new and changed ones, and everybody's monthly returns in one grid."""
