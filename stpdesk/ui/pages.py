"""The screens of the workspace in their order, each imported when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stpdesk.ui.desk import Desk
from stpdesk.ui.screen import Screen


@dataclass(frozen=True, slots=True)
class Page:
    """One entry of the sidebar. `title` is translated by whoever shows it."""

    name: str
    title: str
    icon: str
    keys: str
    make: Callable[[Desk], Screen]
    everywhere: bool = False
    """some of its commands work on every screen, so it is made with the window"""
    offers: tuple[tuple[str, str], ...] = ()
    """commands of the screen that the palette offers on every other: their ids and titles; the screen is opened first"""


def _today(desk: Desk) -> Screen:
    """What is wrong now, and what is due."""
    from stpdesk.ui.today.screen import Today

    return Today(desk)


def _spaces(desk: Desk) -> Screen:
    """The floors and who is where."""
    from stpdesk.ui.spaces.screen import Spaces

    return Spaces(desk)


def _tenants(desk: Desk) -> Screen:
    """Who is in the park, and what they report."""
    from stpdesk.ui.tenants.screen import Tenants

    return Tenants(desk)


def _leases(desk: Desk) -> Screen:
    """What was agreed with them."""
    from stpdesk.ui.leases.screen import Leases

    return Leases(desk)


def _reports(desk: Desk) -> Screen:
    """Every paper as it is printed."""
    from stpdesk.ui.reports.screen import Reports

    return Reports(desk)


def _outages(desk: Desk) -> Screen:
    """A month of power and internet."""
    from stpdesk.ui.outages.screen import Outages

    return Outages(desk)


def _billing(desk: Desk) -> Screen:
    """Readings, the month's run, and the accounts."""
    from stpdesk.ui.billing.screen import Billing

    return Billing(desk)


def _records(desk: Desk) -> Screen:
    """Backups, people, the audit trail, settings, the month's close."""
    from stpdesk.ui.records.screen import Records

    return Records(desk)


PAGES = (
    Page("today", "Today", "today", "Alt+1", _today, everywhere=True),
    Page("spaces", "Spaces", "spaces", "Alt+2", _spaces, offers=(
        ("spaces.add", "Add unit…"), ("spaces.print", "Print this floor…"), ("spaces.date", "Go to a date"),
        ("spaces.image", "Image behind this floor…"), ("spaces.edit", "Edit plan"),
    )),
    Page("tenants", "Tenants", "tenants", "Alt+3", _tenants, offers=(
        ("tenant-new", "New tenant…"), ("tenant-returns", "Monthly returns"),
    )),
    Page("leases", "Leases", "leases", "Alt+4", _leases, offers=(("lease-new", "New lease…"),)),
    Page("billing", "Billing", "billing", "Alt+5", _billing, offers=(
        ("billing-part-readings", "Readings"), ("billing-part-invoices", "Invoices"), ("receipt-new", "New receipt…"), ("receipt-certificates", "Certificates to come"),
        ("deposit-take", "Take a deposit…"), ("billing-part-run", "Run"), ("billing-part-receipts", "Receipts"),
        ("billing-part-ageing", "Ageing"), ("ageing-statements", "Statements of account…"), ("ageing-reminders", "Reminders…"),
        ("ageing-late-fee", "Late fee…"), ("billing-part-charges", "Charges"), ("charge-new", "New one-off charge…"),
        ("billing-part-deposits", "Deposits"),
    )),
    Page("outages", "Outages", "outages", "Alt+6", _outages, offers=(
        ("outage-add", "Enter an outage that is over…"), ("outage-figures", "All figures and rules of the month"),
        ("outages-part-timeline", "Timeline"), ("monitor-start", "Start watching power and links"),
        ("monitor-stop", "Stop watching power and links"),
    )),
    Page("reports", "Reports", "reports", "Alt+7", _reports, offers=(
        ("report-monthly", "Monthly report to PSEB"), ("report-statement", "Statement of account"),
        ("report-rent-roll", "Rent roll"), ("report-ageing", "Ageing report"), ("report-outages", "Outage report"),
        ("report-set", "All papers of a month…"),
    )),
    Page("records", "Records", "records", "Alt+8", _records, offers=(
        ("close-month", "Close a month…"), ("close-reopen", "Reopen a closed month…"), ("backup-now", "Back up now"), ("backup-restore", "Restore a backup into a new folder…"),
        ("records-part-matters", "Matters"), ("records-part-backups", "Backups"), ("records-part-people", "People"), ("person-new", "New person…"),
        ("records-part-audit", "Audit trail"), ("records-part-carrying", "Import and export"), ("records-part-settings", "Settings"),
    )),
)  # fmt: skip
"""A screen joins when its module is there."""

ALSO = {
    "lease-new": "let a vacant unit rent out",
    "outage-add": "record power cut missed",
    "tenant-new": "company freelancer",
}
"""Other words a person may look for a command by, by its id."""


def known(name: str) -> bool:
    """Whether there is a screen of that name."""
    return any(page.name == name for page in PAGES)
