"""Leases: the list, the terms of one, and the form beside its schedule."""
