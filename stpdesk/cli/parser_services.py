"""The words of the commands about power and internet; each act has its own."""

from __future__ import annotations

import argparse
from collections.abc import Callable

Parser = argparse.ArgumentParser
Share = Callable[[Parser], None]
"""Gives a parser the options that every command takes."""

_SERVICES = ("power", "internet")
_SOURCES = ("generator", "ups")


class Acts:
    """The acts of one command."""

    def __init__(self, parser: Parser, share: Share, *, required: bool = True) -> None:
        self._made = parser.add_subparsers(dest="act", metavar="ACT", required=required)
        self._share = share

    def __call__(self, name: str, told: str) -> Parser:
        """The parser of an act."""
        parser = self._made.add_parser(name, help=told, description=told)
        self._share(parser)
        return parser


def _text(parser: Parser, *names: str) -> None:
    """Options that take free text."""
    for name in names:
        parser.add_argument(f"--{name}", metavar="TEXT")


def _times(parser: Parser, *, needed: bool = False) -> None:
    """`--from` and `--to`; one that is needed and missing is refused with a sentence, not by the parser."""
    must = "required: " if needed else ""
    parser.add_argument(
        "--from", dest="begin", metavar="T", help=f"{must}when it began, such as 2026-10-05 14:02"
    )
    parser.add_argument("--to", metavar="T", help=f"{must}when it was over")


def _where(parser: Parser) -> None:
    """Which link, which units."""
    parser.add_argument("--link", metavar="L", help="only this link; without it all links")
    parser.add_argument("--units", metavar="A;B", help="only these units; without it the whole park")


def outage(parser: Parser, share: Share) -> None:
    """`outage start|end|add|list|edit`."""
    act = Acts(parser, share)
    for name, told in (("start", "power or internet went"), ("add", "an outage that is over")):
        one = act(name, told)
        one.add_argument("service", choices=_SERVICES)
        _where(one)
        if name == "start":
            one.add_argument("--at", metavar="T", help="such as 2026-10-05 14:02; without it now")
        else:
            _times(one, needed=True)
        one.add_argument("--planned", action="store_true")
        _text(one, "cause", "note")
        _keep(one)
    one = act("end", "power or internet is back")
    one.add_argument("service", choices=_SERVICES, nargs="?", help="not needed where one outage is open")
    one.add_argument("--number", type=int, metavar="N", help="the outage's number, where several are open")
    _where(one)
    one.add_argument("--at", metavar="T", help="such as 2026-10-05 14:02; without it now")
    _text(one, "cause", "note")
    _keep(one)
    _outage_list(act("list", "the outages on record"))
    _outage_edit(act("edit", "put an outage right, with a reason; the old record stays"))


def _keep(parser: Parser) -> None:
    """What a person typed instead of what the monitor measured."""
    parser.add_argument(
        "--keep-mine", action="store_true", help="the times as typed, where the monitor measured others"
    )


def _outage_list(parser: Parser) -> None:
    parser.add_argument(
        "month", metavar="MONTH", nargs="?", help="only those with time in it, such as 2026-10"
    )
    parser.add_argument("--service", choices=_SERVICES)
    parser.add_argument("--link", metavar="L")
    _all(parser)


def _all(parser: Parser) -> None:
    parser.add_argument(
        "--all", action="store_true", help="also those that were put right or dismissed, which count nowhere"
    )


def _outage_edit(parser: Parser) -> None:
    parser.add_argument("number", type=int, metavar="NUMBER")
    _times(parser)
    parser.add_argument("--split", metavar="T", help="two outages: before and after this time")
    parser.add_argument("--merge", type=int, nargs="+", default=[], metavar="N", help="one outage with these")
    planned = parser.add_mutually_exclusive_group()
    planned.add_argument("--planned", dest="planned", action="store_true", default=None)
    planned.add_argument("--unplanned", dest="planned", action="store_false")
    parser.add_argument("--dismiss", action="store_true", help="it was none; it counts nowhere any more")
    _text(parser, "cause", "note", "reason")


def run(parser: Parser, share: Share) -> None:
    """`run start|end|add|list|edit`."""
    act = Acts(parser, share)
    for name, told in (("start", "generator or UPS took over"), ("add", "a run that is over")):
        one = act(name, told)
        one.add_argument("source", choices=_SOURCES)
        if name == "start":
            one.add_argument("--at", metavar="T", help="such as 2026-10-05 14:02; without it now")
        else:
            _times(one, needed=True)
        _engine(one)
    one = act("end", "generator or UPS stopped")
    one.add_argument("source", choices=_SOURCES, nargs="?")
    one.add_argument("--number", type=int, metavar="N", help="the run's number, where several are open")
    one.add_argument("--at", metavar="T", help="such as 2026-10-05 14:02; without it now")
    _engine(one, carries=False)
    one = act("list", "the runs on record")
    one.add_argument("month", metavar="MONTH", nargs="?", help="only those with time in it, such as 2026-10")
    _all(one)
    one = act("edit", "put a run right, with a reason; the old record stays")
    one.add_argument("number", type=int, metavar="NUMBER")
    _times(one)
    one.add_argument("--dismiss", action="store_true", help="it was none; it counts nowhere any more")
    _engine(one)
    _text(one, "reason")


def _engine(parser: Parser, *, carries: bool = True) -> None:
    """What is read off the engine."""
    if carries:
        parser.add_argument(
            "--carries", choices=("park", "rack"), help="a generator usually carries the park"
        )
    parser.add_argument("--litres", metavar="N")
    parser.add_argument("--kwh", metavar="N")
    parser.add_argument("--hour-meter", metavar="N", help="as read when the run ends")
    _text(parser, "note")


def schedule(parser: Parser, share: Share) -> None:
    """`schedule add|list|cancel`."""
    act = Acts(parser, share)
    one = act("add", "announce load shedding: of some weekdays, or of one date")
    one.add_argument("--weekday", metavar="DAYS", help="Mon, Mon-Fri or daily")
    one.add_argument("--date", metavar="D", help="one date, instead of weekdays")
    one.add_argument("--from", dest="begin", required=True, metavar="HH:MM")
    one.add_argument(
        "--to", required=True, metavar="HH:MM", help="before --from is the next morning; 24:00 is midnight"
    )
    one.add_argument("--service", choices=_SERVICES, default="power")
    one.add_argument("--valid-from", metavar="D", help="first day; where months are closed, today")
    one.add_argument("--valid-to", metavar="D", help="last day")
    act("list", "the windows that hold")
    one = act("cancel", "cancel a window: all of it, one day of it, or from a day on")
    one.add_argument("number", type=int, metavar="N")
    one.add_argument("--date", metavar="D")
    one.add_argument("--from-date", metavar="D")
    one.add_argument("--reason", required=True, metavar="TEXT")


def link(parser: Parser, share: Share) -> None:
    """`link add|edit|list`."""
    act = Acts(parser, share)
    for name, told in (("add", "enter an internet link"), ("edit", "change a link's terms")):
        one = act(name, told)
        one.add_argument("link", metavar="LINK", help="the link's code")
        _text(one, "isp", "upstream")
        one.add_argument("--mbps", metavar="N")
        one.add_argument("--role", metavar="TEXT", help="primary or backup")
        one.add_argument("--from", dest="begin", metavar="D", help="first day in service")
        one.add_argument("--to", metavar="D", help="last day in service")
    act("list", "the links")


def cause(parser: Parser, share: Share) -> None:
    """`cause list|add|drop`."""
    act = Acts(parser, share)
    act("list", "the causes to choose from")
    one = act("add", "put a cause on the list")
    one.add_argument("name", metavar="CAUSE")
    one.add_argument("--service", choices=_SERVICES)
    act("drop", "take a cause off the list; outages keep it").add_argument("name", metavar="CAUSE")


def proposals(parser: Parser, share: Share) -> None:
    """`proposals`, `proposals take|dismiss`."""
    act = Acts(parser, share, required=False)
    one = act("take", "say that it was so: it goes on record")
    one.add_argument("numbers", type=int, nargs="+", metavar="N")
    _times(one)
    _text(one, "cause", "note")
    one.add_argument("--reason", metavar="TEXT", help="why the times are others than were measured")
    _keep(one)
    one = act("dismiss", "say that it was not so")
    one.add_argument("numbers", type=int, nargs="+", metavar="N")
    one.add_argument("--reason", required=True, metavar="TEXT")


FILL: dict[str, Callable[[Parser, Share], None]] = {
    "outage": outage,
    "run": run,
    "schedule": schedule,
    "link": link,
    "cause": cause,
    "proposals": proposals,
}
"""What fills the parser of every command here."""
