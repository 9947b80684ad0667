"""Carries a command out and tells what came of it: text or JSON on stdout, refusals on stderr."""

from __future__ import annotations

import argparse
import json
import os
from typing import TextIO

from stpdesk.cli import billing, books, copies, faults, papers
from stpdesk.cli.told import Told
from stpdesk.core.errors import Refused

COMMANDS = {
    "new": copies.new, "demo": copies.demo, "template": copies.template, "import": copies.import_workbook,
    "export": copies.export_workbook, "backup": copies.backup_park, "restore": copies.restore_park,
    "check": copies.check_park, "bill": billing.bill, "close": billing.close, "reopen": billing.reopen,
    "invoice": papers.invoice, "report": papers.report, "receipt": books.receipt, "credit": books.credit_note,
    "charge": books.charge, "reverse": books.reverse, "certificate": books.certificate, "deposit": books.deposit,
    "outage": books.outage, None: copies.first_start,
}  # fmt: skip
"""Every command by its name; None is no command at all."""

SHOWN_FAULTS = 200


def carry_out(options: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """0 done, 1 refused with one sentence, then one fault a line."""
    try:
        told: Told = COMMANDS[options.command](options)
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
        print(faults.sentence(error, faults.report(error)), file=err)
        return 1
    if getattr(options, "json", False):
        print(json.dumps(told.data, ensure_ascii=False, indent=1), file=out)
    else:
        for line in told.lines:
            print(line, file=out)
    return told.status
