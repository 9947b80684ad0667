"""The parts of the screen of records."""

from __future__ import annotations

from stpdesk.ui.parted import Act, PartedScreen, PartOfScreen, Place


def _close(screen: PartedScreen) -> PartOfScreen:
    """The checklist of a month, and closed months."""
    from stpdesk.ui.closing.part import MonthClose

    return MonthClose(screen)


def _matters(screen: PartedScreen) -> PartOfScreen:
    """Matters for PSEB's attention, and who signs."""
    from stpdesk.ui.records.attention import Matters

    return Matters(screen)


def _backups(screen: PartedScreen) -> PartOfScreen:
    """Copies of the park, and the drill that proves one."""
    from stpdesk.ui.records.backups import Backups

    return Backups(screen)


def _people(screen: PartedScreen) -> PartOfScreen:
    """Who may open the park, and as what."""
    from stpdesk.ui.records.people import People

    return People(screen)


def _carrying(screen: PartedScreen) -> PartOfScreen:
    """Workbooks in and out."""
    from stpdesk.ui.records.carrying import Carrying

    return Carrying(screen)


def _settings(screen: PartedScreen) -> PartOfScreen:
    """The park's and the monitor's."""
    from stpdesk.ui.records.settings import Settings

    return Settings(screen)


def _audit(screen: PartedScreen) -> PartOfScreen:
    """Who did what when."""
    from stpdesk.ui.records.audit import Audit

    return Audit(screen)


PLACES: tuple[Place, ...] = (
    Place(
        "close", "Month close", _close,
        frozenset({
            "closings", "readings", "meters", "invoices", "leases", "outages", "proposals", "gaps", "returns", "receipts", "attention",
            "signatories", "settings", "tenants", "units", "frozen_documents", "tariffs", "tax_rates", "schemes", "fuel_adjustments",
            "one_offs", "openings", "allocations",
        }),
        "lock",
        (
            Act("close-month", "Close a month…", "begin", icon="lock", also="month end lock freeze pseb report checklist"),
            Act("close-now", "Close the month that is shown", "close_month", "Ctrl+L", "lock"),
            Act("close-reopen", "Reopen a closed month…", "reopen", icon="undo", also="unlock correct"),
            Act("close-report", "PSEB report of the month that is shown", "see_report", "Ctrl+Shift+P", "reports", "monthly preview"),
            Act("close-set", "All papers of the closed month…", "write_set", "Ctrl+Shift+S", "folder", "usb stick pdf excel batch"),
        ),
        monthly=True,
        help="What is done of the month and what is still open. Enter on a line goes to where it is settled, Alt+Left comes back, and"
        " it is counted again. Ctrl+L closes the month: its documents are frozen and nothing dated in it changes. Of a closed month you see the PSEB"
        " report as it was frozen: Ctrl+P prints it, Ctrl+S saves the PDF, Ctrl+E the workbook, Ctrl+Shift+S writes all papers into a"
        " folder or on a stick. Reopening needs a reason; the frozen documents stay.",
    ),
    Place(
        "matters", "Matters", _matters, frozenset({"attention", "signatories", "closings"}), "alert",
        (
            Act("matter-new", "New matter for PSEB’s attention…", "add", icon="plus", also="attention decision sought report"),
            Act("matter-settle", "Settle the selected matter…", "settle", icon="check"),
            Act("signatories", "Who signs the report…", "signatories", icon="person", also="signatory prepared checked approved"),
        ),
        help="What PSEB is asked to decide: it stands in the report of every month until it is settled, five at most. Ctrl+N enters one,"
        " Enter or F2 changes the selected one. What the report of a closed month carries stays as it is.",
    ),
    Place(
        "backups", "Backups", _backups, frozenset({"backups"}), "backup",
        (
            Act("backup-now", "Back up now", "add", icon="backup", also="copy save usb stick"),
            Act("backup-verify", "Read a backup back", "open", icon="check", also="verify check backup"),
            Act("backup-restore", "Restore a backup into a new folder…", "restore", "Ctrl+R", "import", "drill totals side by side"),
            Act("backup-plan", "Where backups go and how often…", "choose", icon="settings", also="usb stick folder copies"),
        ),
        help="A backup is the whole park, read back byte by byte before it counts as one. It opens with the passwords of the day it was"
        " made. Keep one on a stick that is not in this room. The restore drill makes a new park from a backup and puts its totals beside"
        " this one's: do it once a month.",
    ),
    Place(
        "people", "People", _people, frozenset({"people"}), "person",
        (
            Act("person-new", "New person…", "add", icon="plus", also="user sign in account officer duty viewer"),
            Act("person-role", "Role of the selected person…", "open", icon="person"),
            Act("person-rename", "Rename the selected person…", "rename", icon="edit"),
            Act("person-password", "Password of the selected person…", "password", "Ctrl+Shift+W", "lock"),
            Act("person-retire", "Retire the selected person…", "retire", icon="minus"),
            Act("recovery-sheet", "New recovery sheet…", "recovery", icon="lock", also="recovery code lost password"),
        ),
        help="Whoever has a password here opens the park. The role says what the program lets them change, and the name stands in the"
        " audit trail beside everything they do. A person who leaves is retired: the key is gone, the name stays. The recovery sheet"
        " opens the park when every password is lost: lock it away.",
    ),
    Place(
        "audit", "Audit trail", _audit, frozenset(), "clock",
        (
            Act("audit-check", "Check the audit trail’s chain", "check", "Ctrl+T", "check", "verify hash tampered proof"),
            Act("audit-only", "Only the selected thing", "only_this", "Ctrl+D", "find", "history of one tenant lease invoice"),
            Act("audit-all", "Every thing again", "show_all", icon="undo"),
        ),
        help="Everything that was entered, changed or removed, by whom and when; nothing here can be changed. Type words to filter, or"
        " choose a person, a kind of thing, a day. Enter goes to the thing on its own screen, Ctrl+D shows all that was done to it."
        " Ctrl+T proves that no entry was altered and no row changed past it; Ctrl+E writes the list as a workbook.",
    ),
    Place(
        "carrying", "Import and export", _carrying,
        frozenset({
            "units", "tenants", "leases", "readings", "meters", "receipts", "outages", "returns", "settings", "tax_rates", "tariffs", "schemes",
            "fuel_adjustments", "one_offs", "openings", "deposits", "links", "schedule", "runs", "gaps", "attention", "signatories",
        }), "import",
        (
            Act("carry-template", "Empty workbook to fill in…", "template", icon="paper", also="template excel import"),
            Act("carry-chosen", "Export chosen sheets…", "save_paper", icon="export", also="excel workbook"),
        ),
        help="The workbook is the park in Excel: a sheet for each kind of thing. Importing shows first what would be added, or every fault"
        " with its sheet, row and column; nothing is written before you say so, and a backup is made first. Choose sheets with Shift or Ctrl"
        " and press Ctrl+S to write only those; Ctrl+E writes this list.",
    ),
    Place(
        "settings", "Settings", _settings,
        frozenset({"settings", "tax_rates", "tariffs", "schemes", "fuel_adjustments", "links"}), "settings",
        (
            Act("setting-tax", "New sales tax by date…", "add_tax", icon="plus", also="rate percent pra srb kpra"),
            Act("setting-tariff", "New tariff of electricity…", "add_tariff", icon="plus", also="kwh rate generator grid"),
        ),
        help="Every setting of the park and of the monitor with its value and what it does. Type to find one, Enter or F2 changes it. Ctrl+N"
        " enters a tax, a subsidy, a tariff or a fuel adjustment from a date on: invoices that are issued stay as they are.",
    ),
)  # fmt: skip
