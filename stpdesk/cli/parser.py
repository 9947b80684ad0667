"""The words of the command line, and nothing else: importing this must stay cheap, and only what is named is built."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from stpdesk import __version__
from stpdesk.cli.overview import OPTIONS, TOLD
from stpdesk.cli.parser_papers import FILL as PAPERS
from stpdesk.cli.parser_services import FILL as SERVICES

REPORTS = (
    "monthly",
    "occupancy",
    "rent-roll",
    "outages",
    "ageing",
    "statement",
    "subsidy-claim",
    "withholding",
    "invoices",
    "generator-log",
    "lease-schedule",
    "floor-plan",
    "receipt",
    "deposit",
    "reminder",
    "set",
)

Parser = argparse.ArgumentParser


class Named(Parser):
    """The parser of a command; one without words about it is a name that is not among those typed, and nothing more."""

    def __init__(self, **told: Any) -> None:
        if len(told) > 1:  # than `prog`, which argparse adds
            super().__init__(**told)


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The options of a command line; leaves with status 2 on wrong usage."""
    joined = _joined(words)
    return build(joined).parse_args(joined)


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


def build(words: Sequence[str]) -> Parser:
    """The whole command line, with the arguments of the commands among the words.

    Of other commands the names are enough (building each parser takes more than many a command does), unless help is asked.
    """
    top = Parser(
        prog="stpdesk",
        description="The park manager's program: space, leases, billing and the month's figures. Without a command: "
        "the sample month.",
    )
    _shared(top)
    top.add_argument("--version", action="version", version=f"STP Desk {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Named)
    asked = any(word == "-h" or (word[:3] == "--h" and "--help".startswith(word)) for word in words)
    named = not asked and any(name in words for name in TOLD)
    for name, told in TOLD.items():
        if name in words:
            parser = commands.add_parser(name, help=told, description=told)
            _shared(parser)
            FILL[name](parser)
        elif named:
            commands.add_parser(name)
        else:
            commands.add_parser(name, help=told, add_help=False)
    return top


def _shared(parser: Parser) -> None:
    """What every command takes, before or after its name."""
    for option, told in OPTIONS.items():
        name, _, value = option.partition(" ")
        if name == "--json":
            parser.add_argument(name, action="store_true", default=argparse.SUPPRESS, help=told)
        elif value:
            parser.add_argument(name, metavar=value, default=argparse.SUPPRESS, help=told)


def _new(parser: Parser) -> None:
    parser.add_argument("dir", metavar="DIR")
    parser.add_argument("--code", required=True, help="short code in document numbers, such as GLT")
    parser.add_argument("--name", required=True, help="the park's name")
    _sheet(parser)


def _sheet(parser: Parser) -> None:
    parser.add_argument(
        "--recovery-sheet", metavar="F.pdf", help="the recovery code as a page to print and lock away"
    )


def _demo(parser: Parser) -> None:
    parser.add_argument("dir", metavar="DIR")
    parser.add_argument("--tenants", type=int, default=40, metavar="N")
    parser.add_argument("--months", type=int, default=24, metavar="N")
    parser.add_argument(
        "--sample", choices=("gilgit", "punjab"), default="gilgit", help="which park (default: gilgit)"
    )
    _sheet(parser)


def _file(parser: Parser) -> None:
    parser.add_argument("file", metavar="F.xlsx")


def _import(parser: Parser) -> None:
    _file(parser)
    parser.add_argument("--dry-run", action="store_true", help="check everything, change nothing")
    parser.add_argument("--update", action="store_true", help="change rows that are there already")


def _backup(parser: Parser) -> None:
    parser.add_argument("dest", metavar="DEST")


def _restore(parser: Parser) -> None:
    parser.add_argument("backup", metavar="BACKUP")
    parser.add_argument("dir", metavar="DIR")


def _nothing(_parser: Parser) -> None:
    pass


def _month(parser: Parser) -> None:
    parser.add_argument("month", metavar="MONTH", help="such as 2026-10")


def _bill(parser: Parser) -> None:
    _month(parser)
    parser.add_argument("--preview", action="store_true", help="show what would be issued; write nothing")
    parser.add_argument("--catch-up", action="store_true", help="first run the missing months")
    parser.add_argument("--wait", action="store_true", help="leave out tenants whose meters are not read yet")


def _close(parser: Parser) -> None:
    _month(parser)
    parser.add_argument("--preview", action="store_true", help="only say what is done and what is still open")


def _reopen(parser: Parser) -> None:
    _month(parser)
    parser.add_argument("--reason", required=True)


def _invoice(parser: Parser) -> None:
    parser.add_argument("number", metavar="NUMBER")
    parser.add_argument("--format", choices=("json", "pdf"), default="json")
    parser.add_argument("--out", metavar="F")


def _report(parser: Parser) -> None:
    parser.add_argument("name", choices=REPORTS)
    parser.add_argument("month", metavar="MONTH", nargs="?")
    parser.add_argument("--as-at", metavar="D", help="a date, or a time on it")
    parser.add_argument("--from", dest="begin", metavar="D", help="outages: first day")
    parser.add_argument("--to", metavar="D", help="outages: last day")
    parser.add_argument("--tenant", metavar="T")
    parser.add_argument("--lease", metavar="L", help="lease-schedule: which lease")
    parser.add_argument("--floor", metavar="FLOOR", help="floor-plan: which; without it all")
    parser.add_argument("--number", metavar="N", help="receipt: which one")
    parser.add_argument("--tone", choices=("friendly", "firm", "final"), help="reminder: how it asks")
    parser.add_argument("--revision", type=int, metavar="N", help="a frozen one that is not the newest")
    parser.add_argument("--all", action="store_true", help="statement, reminder: of every tenant, in one PDF")
    parser.add_argument(
        "--each", action="store_true", help="invoices, statement, reminder: a PDF each, into the folder --out"
    )
    parser.add_argument("--format", choices=("json", "pdf", "xlsx"), default="json")
    parser.add_argument(
        "--out", metavar="F", help="the file; for `set`, a month's whole set, and --each a folder"
    )


def _receipt(parser: Parser) -> None:
    parser.add_argument("--tenant", required=True, metavar="T")
    parser.add_argument("--date", required=True, metavar="D")
    parser.add_argument("--cash", required=True, metavar="A")
    parser.add_argument("--income-tax", default="0", metavar="A")
    parser.add_argument("--sales-tax", default="0", metavar="A")
    parser.add_argument("--certificate", metavar="C")
    parser.add_argument("--invoice", action="append", default=[], metavar="N")
    parser.add_argument("--method", metavar="M")
    parser.add_argument("--note", metavar="TEXT")


def _credit(parser: Parser) -> None:
    parser.add_argument("number", metavar="NUMBER")
    parser.add_argument("--line", type=int, metavar="N")
    parser.add_argument("--amount", metavar="A")
    parser.add_argument(
        "--with-subsidy", action="store_true", help="take the same share of the line's subsidy back"
    )
    parser.add_argument("--date", metavar="D")
    parser.add_argument("--reason", required=True)


def _charge(parser: Parser) -> None:
    parser.add_argument("--tenant", required=True, metavar="T")
    parser.add_argument("--head", required=True, metavar="H")
    parser.add_argument("--date", required=True, metavar="D")
    parser.add_argument("--amount", required=True, metavar="A")
    parser.add_argument("--description", metavar="TEXT")


def _reverse(parser: Parser) -> None:
    parser.add_argument("receipt", metavar="RECEIPT")
    parser.add_argument("--date", required=True, metavar="D")
    parser.add_argument("--reason", required=True)


def _certificate(parser: Parser) -> None:
    parser.add_argument("receipt", metavar="RECEIPT")
    parser.add_argument("certificate", metavar="C")


def _fbr(parser: Parser) -> None:
    parser.add_argument("number", metavar="NUMBER")
    parser.add_argument("fbr_number", metavar="FBR-NUMBER")
    parser.add_argument("--qr", metavar="TEXT", help="what its QR code holds, where it is not the number")


def _deposit(parser: Parser) -> None:
    parser.add_argument("act", choices=("take", "adjust", "refund"))
    parser.add_argument("--tenant", required=True, metavar="T")
    parser.add_argument("--date", required=True, metavar="D")
    parser.add_argument("--amount", required=True, metavar="A")
    parser.add_argument("--note", metavar="TEXT")


def _monitor(parser: Parser) -> None:
    acts = parser.add_mutually_exclusive_group()
    acts.add_argument("--show", action="store_true", help="what it saw last and what it watches, then leave")
    acts.add_argument(
        "--once", action="store_true", help="ask every target once, say what each answered, then leave"
    )
    acts.add_argument(
        "--set",
        nargs="*",
        action="extend",
        metavar="KEY=VALUE",
        help="change settings, such as times.interval=20, ups.name=park, link.SCO.gateway=192.168.1.1;"
        " KEY= is the usual value again",
    )
    acts.add_argument("--install", action="store_true", help="start it whenever you log on to this PC")
    acts.add_argument("--uninstall", action="store_true", help="no longer start it by itself")
    acts.add_argument(
        "--held",
        action="store_true",
        help="watch for a program that holds it: end when its standard input is closed, and show no messages",
    )


def _acts(fill: Callable[[Parser, Callable[[Parser], None]], None], parser: Parser) -> None:
    fill(parser, _shared)


FILL: dict[str, Callable[[Parser], None]] = {
    "new": _new,
    "demo": _demo,
    "template": _file,
    "import": _import,
    "export": _file,
    "bill": _bill,
    "invoice": _invoice,
    "receipt": _receipt,
    "credit": _credit,
    "charge": _charge,
    "reverse": _reverse,
    "certificate": _certificate,
    "fbr": _fbr,
    "deposit": _deposit,
    **{name: partial(_acts, fill) for name, fill in {**SERVICES, **PAPERS}.items()},
    "monitor": _monitor,
    "close": _close,
    "reopen": _reopen,
    "report": _report,
    "backup": _backup,
    "restore": _restore,
    "check": _nothing,
}
"""What fills the parser of every command."""
