"""The words of the command line, and nothing else: importing this must stay cheap."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from stpdesk import __version__

REPORTS = (
    "monthly",
    "occupancy",
    "rent-roll",
    "ageing",
    "statement",
    "subsidy-claim",
    "withholding",
    "invoices",
)


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The options of a command line; leaves with status 2 on wrong usage."""
    return build().parse_args(_joined(words))


def _joined(words: Sequence[str]) -> list[str]:
    """`--cash -10,000` as `--cash=-10,000`: argparse would take the amount for an option of its own."""
    found: list[str] = []
    for word in words:
        amount = word[:1] == "-" and word[1:2].isdigit()
        if amount and found and found[-1].startswith("--") and "=" not in found[-1]:
            found[-1] += f"={word}"
        else:
            found.append(word)
    return found


def _shared() -> argparse.ArgumentParser:
    """What every command takes, before or after its name."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--park", metavar="DIR", help="the park folder (or STPDESK_PARK)")
    shared.add_argument("--user", metavar="NAME", help="who is working (default: manager)")
    shared.add_argument("--password-file", metavar="F", help="a file with the password (or STPDESK_PASSWORD)")
    shared.add_argument(
        "--recovery-file", metavar="F", help="a file with the recovery code, instead of a password"
    )
    shared.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    return shared


def build() -> argparse.ArgumentParser:
    """The whole command line."""
    shared = _shared()
    top = argparse.ArgumentParser(
        prog="stpdesk",
        parents=[shared],
        description="The park manager's program: space, leases, billing and the month's figures. Without a command: "
        "the sample month.",
    )
    top.add_argument("--version", action="version", version=f"STP Desk {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, told: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=told, description=told, parents=[shared])

    _parks(command)
    _month(command)
    _money(command)
    _outages(command("outage", "start, end or add an outage"))
    return top


def _parks(command) -> None:  # type: ignore[no-untyped-def]  # a local function; its type says nothing here
    """Parks, workbooks and copies."""
    new = command("new", "make an empty park folder")
    new.add_argument("dir", metavar="DIR")
    new.add_argument("--code", required=True, help="short code in document numbers, such as GLT")
    new.add_argument("--name", required=True, help="the park's name")
    demo = command("demo", "make a park with sample data")
    demo.add_argument("dir", metavar="DIR")
    demo.add_argument("--tenants", type=int, default=40, metavar="N")
    demo.add_argument("--months", type=int, default=24, metavar="N")
    demo.add_argument(
        "--sample", choices=("gilgit", "punjab"), default="gilgit", help="which park (default: gilgit)"
    )
    template = command("template", "write the import workbook, empty")
    template.add_argument("file", metavar="F.xlsx")
    importing = command("import", "import a workbook, all or nothing")
    importing.add_argument("file", metavar="F.xlsx")
    importing.add_argument("--dry-run", action="store_true", help="check everything, change nothing")
    importing.add_argument("--update", action="store_true", help="change rows that are there already")
    export = command("export", "write the park as the import workbook")
    export.add_argument("file", metavar="F.xlsx")
    backup = command("backup", "write a verified copy of the park")
    backup.add_argument("dest", metavar="DEST")
    restore = command("restore", "make a new park folder from a backup")
    restore.add_argument("backup", metavar="BACKUP")
    restore.add_argument("dir", metavar="DIR")
    command("check", "check file, references, triggers, change log and books")


def _month(command) -> None:  # type: ignore[no-untyped-def]
    """Runs, documents, reports, closing."""
    bill = command("bill", "issue the invoices of a month")
    bill.add_argument("month", metavar="MONTH", help="such as 2026-10")
    bill.add_argument("--preview", action="store_true", help="show what would be issued; write nothing")
    bill.add_argument("--catch-up", action="store_true", help="first run the missing months")
    invoice = command("invoice", "write one document")
    invoice.add_argument("number", metavar="NUMBER")
    invoice.add_argument("--format", choices=("json", "pdf"), default="json")
    invoice.add_argument("--out", metavar="F")
    report = command("report", "write a report")
    report.add_argument("name", choices=REPORTS)
    report.add_argument("month", metavar="MONTH", nargs="?")
    report.add_argument("--as-at", metavar="D")
    report.add_argument("--tenant", metavar="T")
    report.add_argument("--format", choices=("json", "pdf", "xlsx"), default="json")
    report.add_argument("--out", metavar="F")
    command("close", "lock a month").add_argument("month", metavar="MONTH")
    reopen = command("reopen", "unlock a month")
    reopen.add_argument("month", metavar="MONTH")
    reopen.add_argument("--reason", required=True)


def _money(command) -> None:  # type: ignore[no-untyped-def]
    """Receipts, credit notes, charges, deposits."""
    receipt = command("receipt", "record a receipt and show what it settles")
    receipt.add_argument("--tenant", required=True, metavar="T")
    receipt.add_argument("--date", required=True, metavar="D")
    receipt.add_argument("--cash", required=True, metavar="A")
    receipt.add_argument("--income-tax", default="0", metavar="A")
    receipt.add_argument("--sales-tax", default="0", metavar="A")
    receipt.add_argument("--certificate", metavar="C")
    receipt.add_argument("--invoice", action="append", default=[], metavar="N")
    receipt.add_argument("--method", metavar="M")
    receipt.add_argument("--note", metavar="TEXT")
    credit = command("credit", "credit an invoice, a line, or an amount of a line")
    credit.add_argument("number", metavar="NUMBER")
    credit.add_argument("--line", type=int, metavar="N")
    credit.add_argument("--amount", metavar="A")
    credit.add_argument(
        "--with-subsidy", action="store_true", help="take the same share of the line's subsidy back"
    )
    credit.add_argument("--date", metavar="D")
    credit.add_argument("--reason", required=True)
    charge = command("charge", "enter a one-off charge")
    charge.add_argument("--tenant", required=True, metavar="T")
    charge.add_argument("--head", required=True, metavar="H")
    charge.add_argument("--date", required=True, metavar="D")
    charge.add_argument("--amount", required=True, metavar="A")
    charge.add_argument("--description", metavar="TEXT")
    reverse = command("reverse", "undo a receipt, such as a bounced cheque")
    reverse.add_argument("receipt", metavar="RECEIPT")
    reverse.add_argument("--date", required=True, metavar="D")
    reverse.add_argument("--reason", required=True)
    certificate = command("certificate", "enter a withholding certificate that came")
    certificate.add_argument("receipt", metavar="RECEIPT")
    certificate.add_argument("certificate", metavar="C")
    deposit = command("deposit", "take, adjust or refund a deposit")
    deposit.add_argument("act", choices=("take", "adjust", "refund"))
    deposit.add_argument("--tenant", required=True, metavar="T")
    deposit.add_argument("--date", required=True, metavar="D")
    deposit.add_argument("--amount", required=True, metavar="A")
    deposit.add_argument("--note", metavar="TEXT")


def _outages(outage: argparse.ArgumentParser) -> None:
    """Outages."""
    outage.add_argument("act", choices=("start", "end", "add"))
    outage.add_argument("service", choices=("power", "internet"))
    outage.add_argument("--link", metavar="L")
    outage.add_argument("--units", metavar="A;B", help="only these units; blank = the whole park")
    outage.add_argument("--at", metavar="T", help="such as 2026-10-05 14:02; default: now")
    outage.add_argument("--from", dest="begin", metavar="T")
    outage.add_argument("--to", metavar="T")
    outage.add_argument("--planned", action="store_true")
    outage.add_argument("--cause", metavar="C")
    outage.add_argument("--note", metavar="TEXT")
