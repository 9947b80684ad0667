"""What every command does, in a line; importing this costs nothing, so that `stpdesk --help` is there at once."""

from __future__ import annotations

GROUPS: dict[str, dict[str, str]] = {
    "A park": {
        "new": "make an empty park folder",
        "demo": "make a park with sample data",
        "backup": "write a verified copy of the park",
        "restore": "make a new park folder from a backup",
        "settings": "show the park's settings, or set some",
        "check": "check file, references, triggers, change log and books",
    },
    "The workbook": {
        "template": "write the import workbook, empty",
        "import": "import a workbook, all or nothing",
        "export": "write the park as the import workbook",
    },
    "The month": {
        "bill": "issue the invoices of a month",
        "invoice": "write one document",
        "report": "write a report",
        "close": "lock a month",
        "reopen": "unlock a month",
        "verify": "say which document a paper is, and whether it is unchanged",
        "attention": "matters for PSEB's attention: add, list, settle",
        "signatory": "who prepares, checks and approves the monthly report",
    },
    "Money": {
        "receipt": "record a receipt and show what it settles",
        "reverse": "undo a receipt, such as a bounced cheque",
        "certificate": "enter a withholding certificate that came",
        "fbr": "enter the number that the FBR gave an invoice",
        "credit": "credit an invoice, a line, or an amount of a line",
        "charge": "enter a one-off charge",
        "deposit": "take, adjust or refund a deposit",
    },
    "Power and internet": {
        "outage": "start, end, add, list or put right outages",
        "run": "the same for generator and UPS runs",
        "schedule": "announced load shedding",
        "link": "internet links",
        "cause": "the causes to choose from",
        "proposals": "what the monitor proposes: take or dismiss it",
        "monitor": "watch links, UPS and this PC without the window",
    },
}
"""Commands by what they are about."""

TOLD = {name: told for group in GROUPS.values() for name, told in group.items()}
"""Every command and what it does."""

OPTIONS = {
    "--park DIR": "the park folder (or STPDESK_PARK)",
    "--user NAME": "who is working (default: manager)",
    "--password-file F": "a file with the password (or STPDESK_PASSWORD)",
    "--recovery-file F": "a file with the recovery code, instead of a password",
    "--json": "print one JSON document and nothing else",
    "--version": "say which version this is",
}


def overview() -> str:
    """The text of `stpdesk --help`."""
    lines = [
        "usage: stpdesk [OPTIONS] COMMAND …",
        "",
        "The park manager's program. Without a command: the sample month.",
    ]
    for name, group in {**GROUPS, "Options, before or after the command": OPTIONS}.items():
        lines += ["", f"{name}:", *(f"  {word:<18} {told}" for word, told in group.items())]
    return "\n".join([*lines, "", "stpdesk COMMAND --help tells more of a command."])
