"""The kinds of documents as people look for them: in groups, each with what it must be told."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from stpdesk.reports import taking
from stpdesk.reports.catalogue import KINDS, Kind, Scope

MONTH, DAY, DAYS = "month", "day", "days"
TENANT, EVERYBODY, LEASE, FLOOR, RECEIPT, INVOICE, TONE = (
    "tenant", "everybody", "lease", "floor", "receipt", "invoice", "tone",
)  # fmt: skip

GROUPS = ("Month", "Space", "Money", "Services", "A tenant’s papers")
_GROUPED = {
    "Month": ("monthly", "invoices"),
    "Space": ("occupancy", "rent-roll", "floor-plan"),
    "Money": ("ageing", "withholding", "subsidy-claim"),
    "Services": ("outages", "generator-log"),
    "A tenant’s papers": ("statement", "invoice", "receipt", "reminder", "deposit", "lease-schedule"),
}
_CALLED = {"monthly": "Monthly report to PSEB", "invoice": "Invoice or credit note"}
"""What people look for a paper by, where it is not what stands on it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A document that can be asked for: its kind's name (“invoice” is one issued document), and what it must be told.

    `frozen`: it is kept when its month is closed.
    """

    name: str
    title: str
    group: str
    asks: tuple[str, ...]
    excel: bool
    frozen: bool = False

    @property
    def batch(self) -> bool:
        """Whether it is also made as one file each."""
        return self.name in {"invoices", "statement", "reminder"}


def offers() -> list[Offer]:
    """Every kind of the catalogue, group by group; a kind that no group names stands in the last."""
    named = {name for names in _GROUPED.values() for name in names}
    rest = tuple(name for name in KINDS if name not in named)
    found: list[Offer] = []
    for group in GROUPS:
        names = (*_GROUPED[group], *(rest if group == GROUPS[-1] else ()))
        for name in names:
            if name == INVOICE:
                found.append(Offer(name, _tr(_CALLED[name]), _tr(group), (INVOICE,), excel=False))
            else:
                found.append(_offer(KINDS[name], _tr(group)))
    return found


def _offer(kind: Kind, group: str) -> Offer:
    """A kind of the catalogue."""
    return Offer(
        kind.name,
        _tr(_CALLED.get(kind.name, kind.title)),
        group,
        _asks(kind),
        excel=kind.xlsx is not None,
        frozen=kind.of_a_month,
    )


def _asks(kind: Kind) -> tuple[str, ...]:
    """What a kind must be told, by its scope."""
    if kind.name == "statement":
        return EVERYBODY, MONTH
    if kind.name == "reminder":
        return EVERYBODY, TONE
    if kind.name in taking.SPANS:
        return (DAYS,)
    return {
        Scope.MONTH: (MONTH,), Scope.DAY: (DAY,), Scope.MONTH_OR_DAY: (DAY,), Scope.TENANT: (TENANT,),
        Scope.LEASE: (LEASE,), Scope.FLOOR: (FLOOR,), Scope.NUMBER: (RECEIPT,),
    }[kind.scope]  # fmt: skip


def _tr(text: str) -> str:
    """Translated, in the context of this module."""
    return QCoreApplication.translate("reports", text)
