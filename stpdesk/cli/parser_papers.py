"""The words of the commands about what a report carries, and about papers that are out."""

from __future__ import annotations

from collections.abc import Callable

from stpdesk.cli.parser_services import Acts, Parser, Share

_ROLES = ("prepared", "checked", "approved")


def attention(parser: Parser, share: Share) -> None:
    """`attention add|edit|list|settle`."""
    act = Acts(parser, share)
    one = act("add", "put a matter on record; a month's report carries five at most")
    one.add_argument("matter", metavar="MATTER", help="what PSEB should know")
    _matter(one, required=True)
    one = act("edit", "write a matter anew, or give it another place")
    one.add_argument("number", type=int, metavar="NUMBER")
    one.add_argument("--matter", metavar="TEXT")
    _matter(one, required=False)
    one = act("list", "the matters that are open")
    one.add_argument("--all", action="store_true", help="also those that are settled")
    one = act("settle", "settle a matter; it stays on record")
    one.add_argument("number", type=int, metavar="NUMBER")
    one.add_argument("--outcome", required=True, metavar="TEXT", help="how it was settled")
    one.add_argument("--date", metavar="D", help="without it today")


def _matter(parser: Parser, *, required: bool) -> None:
    """What a matter has beside its text."""
    parser.add_argument("--since", required=required, metavar="D", help="the day it began")
    parser.add_argument("--decision", required=required, metavar="TEXT", help="what PSEB is asked to decide")
    parser.add_argument("--exposure", metavar="A", help="what is at stake in rupees")
    parser.add_argument("--order", type=int, metavar="N", help="its place among the open ones, 1 = first")


def signatory(parser: Parser, share: Share) -> None:
    """`signatory set|list|drop`."""
    act = Acts(parser, share)
    one = act("set", "name who signs the monthly report")
    one.add_argument("role", choices=_ROLES)
    one.add_argument("name", metavar="NAME")
    one.add_argument("--title", metavar="TEXT", help="office or designation")
    act("list", "who signs")
    act("drop", "leave a role to nobody").add_argument("role", choices=_ROLES)


def settings(parser: Parser, _share: Share) -> None:
    """`settings`, `settings KEY=VALUE…`."""
    parser.add_argument(
        "values",
        nargs="*",
        metavar="KEY=VALUE",
        help="settings of the workbook's Park sheet, such as name_urdu=…, or logo=FILE; KEY= is the usual value"
        " again. Without any, all are shown",
    )


def verify(parser: Parser, _share: Share) -> None:
    """`verify FILE`, `verify TEXT`."""
    parser.add_argument(
        "paper",
        nargs="+",
        metavar="FILE",
        help="a PDF, workbook or JSON; or what stands on the paper: the QR's text, or 16 characters of the data hash",
    )


FILL: dict[str, Callable[[Parser, Share], None]] = {
    "attention": attention,
    "signatory": signatory,
    "settings": settings,
    "verify": verify,
}
"""What fills the parser of every command here."""
