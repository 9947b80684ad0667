"""The parts of the screen of billing in the order of the month's work."""

from __future__ import annotations

from stpdesk.ui.parted import Act, PartedScreen, PartOfScreen, Place


def _readings(screen: PartedScreen) -> PartOfScreen:
    """What the meters show."""
    from stpdesk.ui.billing.reading import Readings

    return Readings(screen)


def _run(screen: PartedScreen) -> PartOfScreen:
    """The month's run."""
    from stpdesk.ui.billing.run import Run

    return Run(screen)


def _invoices(screen: PartedScreen) -> PartOfScreen:
    """All invoices and credit notes."""
    from stpdesk.ui.accounts.invoice_list import Invoices

    return Invoices(screen)


def _receipts(screen: PartedScreen) -> PartOfScreen:
    """What comes in."""
    from stpdesk.ui.accounts.receipt_part import Receipts

    return Receipts(screen)


def _ageing(screen: PartedScreen) -> PartOfScreen:
    """What tenants owe and for how long."""
    from stpdesk.ui.accounts.ageing_list import Ageing

    return Ageing(screen)


def _deposits(screen: PartedScreen) -> PartOfScreen:
    """What is held for tenants."""
    from stpdesk.ui.accounts.deposit_part import Deposits

    return Deposits(screen)


def _charges(screen: PartedScreen) -> PartOfScreen:
    """One-off charges."""
    from stpdesk.ui.billing.charge import Charges

    return Charges(screen)


PLACES: tuple[Place, ...] = (
    Place(
        "readings", "Readings", _readings,
        frozenset({"readings", "meters", "units", "tenants", "leases", "invoices", "closings", "tariffs", "schemes", "settings"}), "columns",
        (
            Act("reading-next", "Next meter that is not read", "next_unread", "Ctrl+J", "columns", "missing unread left"),
            Act("reading-needed", "Type readings the run waits for, or go back", "type_needed", "Ctrl+T", "columns", "missing month before bill return"),
            Act("reading-answer", "Say what happened to a dial…", "ask_current", "Ctrl+L", "undo"),
            Act("reading-date", "Date of all readings", "choose_day", "Ctrl+D", "calendar"),
            Act("meter-readings", "Readings of the meter", "show_history", "Ctrl+H", "clock"),
            Act("meter-change", "Change the meter…", "change_meter", "Ctrl+M", "edit", "multiplier digits supply"),
        ),
        monthly=True,
        help="A row a meter: type what it shows and press Enter for the next, or paste a column from Excel. A use outside half "
        "to double of the usual is marked beside the reading and can be saved all the same. A reading lower than the last asks "
        "whether the dial rolled over or the meter was replaced or reset (Ctrl+L). Ctrl+J goes to the next meter that is not read, Ctrl+T to those the month’s run waits for, which bills the readings up to its date, and from there back. “unread” in the filter shows those that are not read. In a copied column a heading is left out and a blank cell takes no reading out. Ctrl+D gives one date for all; a row may have "
        "its own. What is typed is kept on disk at once; Ctrl+Enter saves all of it in one act. Typing over a saved reading "
        "corrects it, emptying it takes it out, and Ctrl+Shift+Z undoes a save, until it is billed. Ctrl+N enters a meter, Ctrl+M changes one, Ctrl+H lists all its readings.",
        also="meter readings electricity",
    ),
    Place(
        "run", "Run", _run,
        frozenset({"readings", "meters", "tariffs", "units", "tenants", "leases", "schemes", "taxes", "tax_rates", "settings", "invoices",
                   "allocations", "one_offs", "openings", "receipts", "closings", "fuel_adjustments"}), "billing",
        (
            Act("run-issue", "Issue the month’s documents (Ctrl+Enter)", "issue", "", "check", "bill invoices"),
            Act("run-without", "Bill without the missing reading, or wait for it", "_turn_one", "Ctrl+B", "minus"),
            Act("run-without-all", "Bill all without their missing readings, or let them wait", "_turn_all", "Ctrl+Shift+N", "minus"),
            Act("run-far", "Next tenant with a use far from usual", "next_far", icon="alert", also="unlikely odd reading slip"),
            Act("run-far-reading", "Reading of a use far from usual", "see_reading", icon="alert", also="unlikely odd meter correct"),
        ),
        monthly=True,
        help="What the month’s run would issue, a row a tenant: what it comes to, how much that differs from the month before, and "
        "why. Beside it the invoice line by line, and how each line was reached. Who still has a meter to be read waits; Ctrl+B bills "
        "the selected one without, Ctrl+Shift+N all of them, Ctrl+T goes to what is to be read: the use is billed later, once it is read. A use outside half to double of its meter’s usual is marked; more than five times the usual is asked about before it is issued. Ctrl+P shows everything as it "
        "will be printed. Ctrl+Enter asks once and issues what is ready in one act; it is numbered then and corrected only by credit notes. What was "
        "issued prints as one paper with Ctrl+P. Ctrl+N adds a one-off charge, Ctrl+Page Up and Ctrl+Page Down turn the month.",
        also="billing run unbilled use",
    ),
    Place(
        "invoices", "Invoices", _invoices,
        frozenset({"invoices", "allocations", "receipts", "deposits", "tenants", "openings"}), "paper",
        (
            Act("invoice-credit", "Credit note of the invoice…", "add", "", "minus", "credit correct refund"),
            Act("invoice-receipt", "Receipt of the invoice’s tenant…", "receipt", "Ctrl+R", "plus"),
            Act("invoice-fbr", "FBR number of the invoice…", "change", "", "edit", "federal board of revenue qr fiscal"),
        ),
        monthly=True,
        help="Every invoice and credit note. Type to filter: a number, a tenant, a state, a date or an amount. The selected one "
        "stands beside the list with its lines, what was paid by which receipt, and what is left. Enter opens its paper, Esc goes "
        "back; Ctrl+N credits it, Ctrl+P prints it, Ctrl+S saves the PDF, Ctrl+R goes to the receipts of its tenant, F2 "
        "enters its number of the FBR. An invoice "
        "is never changed: a credit note takes all that is left of it back, or amounts of its lines.",
    ),
    Place(
        "receipts", "Receipts", _receipts,
        frozenset({"receipts", "allocations", "invoices", "tenants", "openings", "deposits", "closings"}), "import",
        (
            Act("receipt-new", "New receipt…", "add", "", "plus", "payment cash cheque paid"),
            Act("receipt-reverse", "Reverse the receipt…", "reverse", "Ctrl+Shift+B", "undo", "bounced cheque"),
            Act("receipt-certificates", "Certificates to come", "show_certificates", "Ctrl+Shift+W", "paper", "withholding tax", "turn_certificates"),
            Act("receipt-advances", "Advances", "show_advances", "Ctrl+Shift+A", "clock", "paid ahead", "turn_advances"),
        ),
        help="Ctrl+N types receipts one after the other: letters of the tenant, Enter, the amount is proposed (all that is open, less "
        "what the tenant usually withholds), Enter saves, and the form is ready for the next. What it settles stands beside it, "
        "oldest due first; type over an amount to pay more or less of one invoice, empty it to have it worked out again; the rest is "
        "an advance. A receipt is never changed: a cheque that came back is reversed (Ctrl+Shift+B) with its day and reason. Certificates to "
        "come (Ctrl+Shift+W) are typed down a column or pasted; Esc, or Ctrl+4, goes back from there, and from the advances "
        "(Ctrl+Shift+A), to all receipts. Enter opens the paper of the selected receipt, F2 its certificate.",
    ),
    Place(
        "ageing", "Ageing", _ageing,
        frozenset({"invoices", "allocations", "receipts", "deposits", "tenants", "openings", "settings"}), "clock",
        (
            Act("ageing-statements", "Statements of account…", "statements", "Ctrl+Shift+T", "paper"),
            Act("ageing-reminders", "Reminders…", "reminders", "Ctrl+Shift+R", "paper"),
            Act("ageing-late-fee", "Late fee…", "late_fee", "Ctrl+Shift+L", "clock"),
        ),
        help="What each tenant owes and for how long, as at any day; advances stand apart. Enter opens the items behind it, and from "
        "there the invoice. Ctrl+Shift+T writes statements and Ctrl+Shift+R reminders: to the tenant that is open, to those selected "
        "together, else to all whom it concerns, as one paper or a file each. Ctrl+P prints the ageing itself, on a tenant’s page the statement. Ctrl+Shift+L shows "
        "whom the month’s run would charge a late fee, and sets its rate.",
    ),
    Place(
        "charges", "Charges", _charges, frozenset({"one_offs", "invoices", "tenants", "leases", "tax_rates", "closings"}), "plus",
        (
            Act("charge-new", "New one-off charge…", "add", "", "plus", "fine repair once"),
            Act("charge-remove", "Take out the charge…", "remove", "Ctrl+Del", "minus"),
        ),
        monthly=True,
        help="Charges made once: a repair, a meeting room, a fine. The list has those of the month and older ones that no run has "
        "billed yet. Ctrl+N enters one: tenant by a few letters, head, date and amount; the line below says its tax and which run "
        "bills it. Enter or F2 changes one and Ctrl+Delete takes it out, until it is billed; after that its line is credited.",
    ),
    Place(
        "deposits", "Deposits", _deposits,
        frozenset({"deposits", "leases", "units", "tenants", "allocations", "invoices", "receipts", "openings"}), "lock",
        (
            Act("deposit-take", "Take a deposit…", "add", "", "plus", "security"),
            Act("deposit-adjust", "Adjust a deposit against what is open…", "adjust", "Ctrl+Shift+J", "minus", "security"),
            Act("deposit-refund", "Refund a deposit…", "refund", "Ctrl+Shift+F", "undo", "security give back"),
        ),
        help="What the leases in force ask for, what was taken, adjusted against invoices and refunded, and what is held. A deposit is "
        "no income and stands in no ageing. Ctrl+N takes one, Ctrl+Shift+J settles open invoices with it, oldest due first, "
        "Ctrl+Shift+F refunds it: never more than is held. Enter opens the deposit note of the selected tenant.",
    ),
)  # fmt: skip
