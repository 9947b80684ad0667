"""Columns that several sheets share, and what their lists suggest."""

from __future__ import annotations

from stpdesk.core.codes import LONGEST
from stpdesk.core.money import ONE
from stpdesk.workbook.kinds import Column, Kind

TENANT_KINDS = ("IT/ITeS company", "call centre", "start-up", "freelancer", "government", "bank", "other")
UNIT_KINDS = ("office", "hall", "shared hall", "meeting room", "store", "cafeteria", "server room")
HEADS = ("internet", "service", "parking", "other")
ANY_HEADS = ("rent", "internet", "service", "parking", "electricity", "generator", "other")
PROVINCES = ("Punjab", "Sindh", "Khyber Pakhtunkhwa", "Balochistan", "Islamabad", "Gilgit-Baltistan", "AJK")
PARK_KINDS = ("STP", "IT park", "co-working centre", "women technology park", "freelancing hub")
SUPPLIES = ("grid", "generator")
SERVICES = ("power", "internet")

LARGEST_SQFT = 10**8 * ONE
"""A hundred million square feet: ninety times the largest park."""

LARGEST_PRICE = 10**6 * ONE
"""A million rupees per kWh; a multiplier of a million."""


def code(name: str, note: str) -> Column:
    """A sheet's own code, by which other rows name its rows."""
    return Column(name, Kind.CODE, True, longest=LONGEST, note=note)


def tenant() -> Column:
    """The tenant a row belongs to."""
    return Column("tenant", Kind.CODE, True, note="the tenant's code", refers="Tenants")


def note() -> Column:
    """A free remark."""
    return Column("note", note="anything worth keeping")


def starts(told: str) -> Column:
    """The first day of a dated row."""
    return Column("from", Kind.DATE, True, note=told)
