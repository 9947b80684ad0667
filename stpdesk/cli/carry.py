"""Carries a command out and tells what came of it: text or JSON on stdout, refusals on stderr."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from typing import TextIO

from stpdesk.cli.told import Told
from stpdesk.core.errors import Refused


def _copies(options: argparse.Namespace) -> Told:
    from stpdesk.cli import copies

    return {
        "new": copies.new, "demo": copies.demo, "template": copies.template, "import": copies.import_workbook,
        "export": copies.export_workbook, "backup": copies.backup_park, "restore": copies.restore_park,
        "check": copies.check_park, None: copies.first_start,
    }[options.command](options)  # fmt: skip


def _billing(options: argparse.Namespace) -> Told:
    from stpdesk.cli import billing

    return {"bill": billing.bill, "close": billing.close, "reopen": billing.reopen}[options.command](options)


def _papers(options: argparse.Namespace) -> Told:
    from stpdesk.cli import papers

    return {"invoice": papers.invoice, "report": papers.report}[options.command](options)


def _books(options: argparse.Namespace) -> Told:
    from stpdesk.cli import books

    return {
        "receipt": books.receipt, "credit": books.credit_note, "charge": books.charge, "reverse": books.reverse,
        "certificate": books.certificate, "fbr": books.fbr, "deposit": books.deposit,
    }[options.command](options)  # fmt: skip


def _services(options: argparse.Namespace) -> Told:
    from stpdesk.cli import services

    return {
        "run": services.run, "schedule": services.scheduled, "link": services.link, "cause": services.cause,
        "proposals": services.proposed,
    }[options.command](options)  # fmt: skip


def _outage(options: argparse.Namespace) -> Told:
    from stpdesk.cli.outages import outage

    return outage(options)


def _verify(options: argparse.Namespace) -> Told:
    from stpdesk.cli.verify import verify

    return verify(options)


def _attention(options: argparse.Namespace) -> Told:
    from stpdesk.cli import attention

    return {
        "attention": attention.matters, "signatory": attention.signatory, "settings": attention.settings,
    }[options.command](options)  # fmt: skip


def _monitor(options: argparse.Namespace) -> Told:
    from stpdesk.cli.monitor import monitor

    return monitor(options)


COMMANDS: dict[str | None, Callable[[argparse.Namespace], Told]] = {
    **dict.fromkeys(
        ("new", "demo", "template", "import", "export", "backup", "restore", "check", None), _copies
    ),
    **dict.fromkeys(("bill", "close", "reopen"), _billing),
    **dict.fromkeys(("invoice", "report"), _papers),
    **dict.fromkeys(("receipt", "credit", "charge", "reverse", "certificate", "fbr", "deposit"), _books),
    **dict.fromkeys(("run", "schedule", "link", "cause", "proposals"), _services),
    **dict.fromkeys(("attention", "signatory", "settings"), _attention),
    "verify": _verify,
    "outage": _outage,
    "monitor": _monitor,
}
"""Every command by its name; None is no command at all. Each imports what it needs and no more: the monitor is small."""

SHOWN_FAULTS = 200


def carry_out(options: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """0 done, 1 refused with one sentence, then one fault a line."""
    try:
        told = COMMANDS[options.command](options)
    except Refused as refused:
        print(str(refused), file=err)
        for fault in refused.faults[:SHOWN_FAULTS]:
            print(f"  {fault}", file=err)
        if len(refused.faults) > SHOWN_FAULTS:
            print(f"  … and {len(refused.faults) - SHOWN_FAULTS} more.", file=err)
        return 1
    except KeyboardInterrupt:
        print("Stopped; what was not finished was not kept.", file=err)
        return 1
    except Exception as error:  # the last place before the screen: a person sees a sentence
        if os.environ.get("STPDESK_DEBUG"):
            raise
        from stpdesk.cli import faults

        print(faults.sentence(error, faults.report(error)), file=err)
        return 1
    if getattr(options, "json", False):
        print(json.dumps(told.data, ensure_ascii=False, indent=1), file=out)
    else:
        for line in told.lines:
            print(line, file=out)
    return told.status
