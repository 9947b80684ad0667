"""How documents read on screen: their states, lines and sums; one place for list, panel, page and credit note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from stpdesk.core.documents import Document, DocumentLine
from stpdesk.core.money import Paisa, decimal_text, lakh
from stpdesk.ui import wording

OPEN, OVERDUE, SETTLED, CREDIT = "open", "overdue", "settled", "credit"


def tr(text: str) -> str:
    """Translated, in the context of the accounts."""
    return QCoreApplication.translate("accounts", text)


def states() -> dict[str, str]:
    """The words each state is shown and found by."""
    return {
        OVERDUE: tr("Overdue"), OPEN: tr("Open"), SETTLED: tr("Settled"), CREDIT: tr("Credit note"),
    }  # fmt: skip


def kind(name: str) -> str:
    """What settles an account: a kind of the ledger in words."""
    return {
        "invoice": tr("Invoice"), "credit": tr("Credit note"), "opening": tr("Opening balance"),
        "receipt": tr("Receipt"), "deposit": tr("Deposit adjusted"),
    }.get(name, name)  # fmt: skip


def late(due: date, today: date) -> str:
    """“12 days” overdue, or when it is due."""
    return wording.days((today - due).days) if due < today else wording.day(due)


@dataclass(frozen=True, slots=True)
class Told:
    """A line as it is told: what, the sum, and in muted words below what it was worked out from."""

    text: str
    amount: Paisa
    below: str = ""


def line(one: DocumentLine) -> Told:
    """A line of a document."""
    parts = [] if one.unit is None or one.unit in one.description else [one.unit]
    if one.quantity and one.rate:
        worked = tr("{quantity} {measure} at {rate}") if one.measure else tr("{quantity} at {rate}")
        quantity, rate = _plain(one.quantity), _plain(one.rate, least=2)
        parts.append(worked.format(quantity=quantity, measure=_measure(one.measure), rate=rate))
    whole = one.days is None or one.days == one.days_in_month
    if not whole and "of" not in one.description:
        parts.append(tr("{days} of {all} days").format(days=one.days, all=one.days_in_month))
    if one.first != one.last and not one.scheme:
        parts.append(_span(one.first, one.last))
    if one.funder:
        parts.append(tr("paid by {funder}").format(funder=one.funder))
    return Told(one.description, one.amount, ", ".join(parts))


def _measure(name: str) -> str:
    """What a quantity counts."""
    return {"sq ft": tr("sq ft"), "seats": tr("seats"), "seat": tr("seat")}.get(name, name)


def _plain(number: str, least: int = 0) -> str:
    """A stored decimal without idle zeros beyond so many places, grouped."""
    sign, number = ("−", number[1:]) if number.startswith("-") else ("", number)  # also of −0.88
    whole, _, rest = number.partition(".")
    rest = rest.rstrip("0")
    rest = rest.ljust(least, "0") if rest else rest
    grouped = sign + (lakh(int(whole) * 100).removesuffix(".00") if whole.isdigit() else whole)
    return f"{grouped}.{rest}" if rest else grouped


def _span(first: date, last: date) -> str:
    """“1 to 31 Oct”, “20 Sep to 3 Oct”."""
    if (first.year, first.month) == (last.year, last.month):
        return tr("{first} to {last}").format(first=first.day, last=wording.day(last, year=False))
    return tr("{first} to {last}").format(
        first=wording.day(first, year=False), last=wording.day(last, year=False)
    )


def sums(paper: Document) -> Iterator[Told]:
    """From the lines to the total: before tax, each tax, rounding."""
    net = Paisa(paper.subtotal + paper.subsidy)
    if paper.taxes or paper.rounding:
        yield Told(tr("Before tax") if paper.taxes else tr("Value"), net)
    for tax in paper.taxes:
        name = f"{tax.authority} {tax.name}" if tax.authority else tax.name
        words = tr("{tax}, {percent} % of {base}")
        yield Told(
            words.format(tax=name, percent=decimal_text(tax.pct), base=wording.rupees(tax.base, paise=True)),
            tax.amount,
        )
    if paper.rounding:
        yield Told(tr("Rounding"), paper.rounding)
