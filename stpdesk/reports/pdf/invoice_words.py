"""What an invoice or credit note says, in the order it says it: no coordinates here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stpdesk.core.documents import Document, DocumentLine
from stpdesk.core.money import Paisa, decimal_text, lakh
from stpdesk.core.spans import minutes
from stpdesk.core.words import in_words
from stpdesk.reports.figures.written import grouped, iban
from stpdesk.reports.pdf import written
from stpdesk.reports.pdf.script import isolate

CREDIT, KWH = "credit", "kWh"
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table; `under` marks a subsidy, printed right under its line."""

    description: str
    period: str
    unit: str
    quantity: str
    rate: str
    amount: Paisa
    under: bool


@dataclass(frozen=True, slots=True)
class Sum:
    """One line below the table; `strong` for what is to be paid."""

    label: str
    amount: Paisa
    strong: bool = False


def title(document: Document) -> str:
    """What the document is called."""
    if document.kind == CREDIT:
        return "CREDIT NOTE"
    return "SALES TAX INVOICE" if document.taxes else "INVOICE"


def reference(document: Document) -> str:
    """Its number; a preview has none and says so."""
    return document.number or "PREVIEW"


def facts(document: Document) -> Iterator[Pair]:
    """Number, dates and what it refers to."""
    credit = document.kind == CREDIT
    yield ("Credit note no." if credit else "Invoice no."), document.number or "none: not issued"
    yield "Date", written.day(document.date)
    if document.due and not credit and document.to_pay > 0:
        yield "Due date", written.day(document.due)
    if document.month:
        yield "Month", written.month(document.month)
    yield "Tenant code", document.tenant
    if document.credits:
        yield "For invoice", document.credits


def provider(document: Document) -> Iterator[Pair]:
    """The park's identifiers; the number for sales tax on services is named where tax is charged."""
    park = document.park
    if park.get("ntn"):
        yield "NTN", park["ntn"] or ""
    if park.get("strn") or document.taxes:
        yield "SNTN / STRN", park.get("strn") or "not given"


def recipient(document: Document) -> Iterator[Pair]:
    """The tenant's identifiers, as many as are known."""
    party = document.party
    known = [(label, party.get(key)) for label, key in (("NTN", "ntn"), ("STRN", "strn"), ("CNIC", "cnic"))]
    given = [(label, value) for label, value in known if value]
    yield from given or [("NTN / CNIC", "not given")]


def entries(document: Document) -> list[Entry]:
    """The lines in their order."""
    metered = [line.quantity for line in document.lines if line.quantity and line.measure == KWH]
    places = max((len(one.partition(".")[2]) for one in metered), default=0)
    return [_entry(line, places) for line in sorted(document.lines, key=lambda line: line.n)]


def _entry(line: DocumentLine, places: int) -> Entry:
    """A line, with the part of the month it covers, or the scheme that pays it; kilowatt-hours with so many decimals."""
    return Entry(
        _subsidy(line) if line.scheme else _described(line),
        written.span(line.first, line.last),
        line.unit or "",
        _quantity(line, places),
        written.quantity(line.rate) if line.rate else "",
        line.amount,
        line.scheme is not None,
    )


def _quantity(line: DocumentLine, places: int) -> str:
    """How much of what; kilowatt-hours with so many decimals."""
    if not line.quantity:
        return ""
    said, measure = written.quantity(line.quantity), line.measure
    if measure == KWH and places:
        whole, _, rest = said.partition(".")
        said = f"{whole}.{rest.ljust(places, '0')}"
    return f"{said} {measure}".rstrip()


def _described(line: DocumentLine) -> str:
    """“Rent, A-101, 12 of 31 days”; the days are added where the description does not end with them."""
    if line.days is None or line.days_in_month is None or line.days >= line.days_in_month:
        return isolate(line.description)
    part = f", {line.days} of {line.days_in_month} days"
    return isolate(line.description.removesuffix(part)) + part


def _subsidy(line: DocumentLine) -> str:
    """The subsidy's own words, its scheme and who pays it, each once."""
    said = line.description or "Subsidy"
    if line.scheme and line.scheme.casefold() not in said.casefold():
        said = f"{said}, {line.scheme}"
    if line.funder and line.funder.casefold() not in said.casefold():
        said = f"{said}, paid by {line.funder}"
    return isolate(said)


def sums(document: Document) -> Iterator[Sum]:
    """From the value of the lines to what is due: value, tax by rate, value with tax, rounding, balance."""
    net = Paisa(document.subtotal + document.subsidy)
    if document.subsidy:
        yield Sum("Value before subsidy", document.subtotal)
        yield Sum("Subsidy", document.subsidy)
    if document.taxes:
        yield Sum("Value excluding tax", net)
        for tax in document.taxes:
            name = f"{tax.authority} {tax.name}" if tax.authority else tax.name
            yield Sum(f"{isolate(name)} {decimal_text(tax.pct)} % of {lakh(tax.base)}", tax.amount)
        yield Sum("Value including tax", Paisa(net + document.tax_total))
    elif document.rounding:
        yield Sum("Value", net)
    if document.rounding:
        yield Sum("Rounding", document.rounding)
    yield Sum("Total Rs", document.total, strong=True)
    yield from _balance(document)


def _balance(document: Document) -> Iterator[Sum]:
    """From what was open before it to what is due, or to what the tenant has in credit; nothing where neither was anything."""
    credit, paid = document.kind == CREDIT, document.paid_since
    if document.previous_balance:
        yield Sum("Balance before" if credit else "Previous balance", document.previous_balance)
    if paid:
        yield Sum(f"Paid or credited since, to {written.day(paid.until)}", Paisa(-paid.amount))
    if not document.previous_balance and not paid:
        return
    if in_credit(document):
        yield Sum(f"In credit{' after it' if credit else ''} Rs", Paisa(-document.to_pay), strong=True)
    else:
        yield Sum("Balance after it Rs" if credit else "Total due Rs", document.to_pay, strong=True)


def in_credit(document: Document) -> bool:
    """Whether the tenant has paid more than this document and all before it come to."""
    return document.to_pay < 0 and bool(document.previous_balance or document.paid_since)


def amounts_in_words(document: Document) -> Iterator[Pair]:
    """The total in words under its heading, and of an invoice the tenant's credit in words."""
    yield "Amount in words", in_words(Paisa(abs(document.total)))
    if in_credit(document) and document.kind != CREDIT:
        yield "In credit, in words", in_words(Paisa(-document.to_pay))


def outages(document: Document) -> tuple[str, str] | None:
    """What is said of the month before at this tenant: its heading and the minutes; None where nothing is told."""
    told = document.interrupted
    if told is None:
        return None
    until = f", up to {written.day(told.until)}" if told.until else ""
    power, internet = (
        f"{grouped(spent, 0 if spent == int(spent) else 1)} min" if spent else "none"
        for spent in (minutes(told.power), minutes(told.internet))
    )
    return (
        f"Outages at your offices, {written.month(told.month)}{until}",
        f"Without power {power}, without internet {internet}",
    )


def payment(document: Document) -> Iterator[Pair]:
    """When and where to pay; nothing on a credit note or where nothing is due."""
    if document.kind == CREDIT or document.to_pay <= 0:
        return
    if document.due:
        yield "Pay by", written.day(document.due)
    if document.park.get("bank"):
        yield "Bank", document.park["bank"] or ""
    if document.park.get("iban"):
        yield "IBAN", iban(document.park["iban"] or "")
    if document.number:
        yield "Quote", document.number
