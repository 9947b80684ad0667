"""How the run says it: why a total is another than last month's, what a line is made of, what issuing will do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from stpdesk.core import run_changes as why
from stpdesk.core.documents import DocumentLine
from stpdesk.core.leases import monthly_sqft
from stpdesk.core.money import E4, ONE, Paisa, decimal_text, group_lakh, half_up, lakh
from stpdesk.core.months import Month
from stpdesk.core.run_changes import Reason, plain
from stpdesk.core.typed_amounts import quantity_text
from stpdesk.ui import wording

WHOLE = 10
"""So many units and more are told without their decimals."""

POWER = {"electricity": "power", "generator": "generator power"}


def tr(text: str) -> str:
    """Translated, in the context of billing."""
    return QCoreApplication.translate("billing", text)


def month_told(month: Month, *, beside: Month | None = None) -> str:
    """`October`; with the year where it is not that of another month."""
    name = wording.month_name(month.number)
    return name if beside is not None and month.year == beside.year else f"{name} {month.year}"


def change(amount: int) -> str:
    """`+17,832`, `−6,120`, `same`: whole rupees."""
    if not amount:
        return tr("same")
    return f"+{wording.rupees(amount)}" if amount > 0 else wording.rupees(amount)


def reason(one: Reason, before: Month) -> str:
    """Why, in a few words: “A-207 from 20 Oct”, “386 units more power”."""
    day = wording.day(one.day, year=False) if one.day else ""
    name = one.name or wording.head(one.head)
    if one.kind in {why.NEW, why.LEASE, why.SUBSIDY_BEGINS, why.SUBSIDY_ENDS, why.RATE}:
        return _begun(one, name, day)
    if one.kind == why.UNITS:
        return _units(one)
    words = {
        why.TENANT: tr("Nothing in {month}"), why.GONE: tr("{name} no longer"), why.PART: tr("{name}, {days} of {of} days"),
        why.WHOLE: tr("{name} whole, was {days} of {of} days"), why.AMOUNT: tr("{name} changed"),
        why.SUBSIDY: tr("Subsidy now {pct} %, {what}"), why.TARIFF: tr("{head} tariff changed"),
        why.ADJUSTMENT: tr("Fuel adjustment"), why.ONE_OFF: tr("Once: {name}"), why.LATE_FEE: tr("Late fee"),
        why.TAX: tr("Sales tax"),
    }[one.kind]  # fmt: skip
    pct = decimal_text(one.pct) if one.pct is not None else ""
    return words.format(
        name=name,
        head=wording.head(one.head),
        what=one.head,
        days=one.days,
        of=one.of,
        pct=pct,
        month=wording.month_name(before.number),
    )


def _begun(one: Reason, name: str, day: str) -> str:
    """What began, ended or stepped, with its day where it is not the month's first."""
    if one.kind == why.NEW:
        return (
            tr("{name} from {day}").format(name=name, day=day)
            if day
            else tr("{name} is new").format(name=name)
        )
    if one.kind == why.LEASE:
        first = one.day is None or one.day.day == 1
        return tr("New lease") if first else tr("New lease from {day}").format(day=day)
    if one.kind == why.SUBSIDY_BEGINS:
        return tr("Subsidy begins, {head}").format(head=one.head)
    if one.kind == why.SUBSIDY_ENDS:
        words = tr("Subsidy to {day}, {head}") if day else tr("Subsidy ended, {head}")
        return words.format(head=one.head, day=day)
    if one.pct is None:
        return tr("Rate step, {name}").format(name=name)
    pct = f"{'−' if one.pct < 0 else ''}{decimal_text(E4(abs(one.pct)))}"
    return tr("Rate step {day}, {pct} %").format(day=day, pct=pct)


def _units(one: Reason) -> str:
    """More or less of it."""
    words = tr("{units} units more {what}") if one.units > 0 else tr("{units} units less {what}")
    if not one.units:
        words = tr("Use of {what}")
    units = abs(one.units)
    told = group_lakh(half_up(units, ONE)) if units >= WHOLE * ONE else quantity_text(E4(units))
    return words.format(units=told, what=tr(POWER.get(one.head, one.head)))


def line_title(line: DocumentLine) -> str:
    """What a line is for, without its days."""
    if line.scheme is not None:
        return tr("{scheme}, subsidy").format(scheme=line.scheme)
    return plain(line.description) if line.days is not None else line.description


def line_told(line: DocumentLine) -> str:
    """How a line was reached: “480 sq ft at 55.00, 12 of 31 days”, “412 units at 62.50”; a subsidy's percent and funder."""
    if line.scheme is not None:
        return _subsidy(line)
    parts: list[str] = []
    if line.kind == "usage":
        units = tr("{units} units at {rate}").format(units=_quantity(line), rate=_rate(line))
        parts = [units, f"{wording.day(line.first, year=False)} – {wording.day(line.last, year=False)}"]
    elif line.kind == "adjustment":
        parts = [tr("{units} units at {rate}").format(units=_quantity(line), rate=_rate(line))]
    elif line.kind == "rent" and line.quantity is not None:
        words = tr("{count} sq ft at {rate}") if _by_area(line) else tr("{count} seats at {rate}")
        parts = [words.format(count=_quantity(line), rate=_rate(line))]
    elif line.kind in {"rent", "charge"} and line.rate is not None:
        parts = [tr("{rate} a month").format(rate=_rate(line))]
    elif line.kind == "one_off":
        parts = [wording.day(line.first)]
    if line.days is not None and line.days_in_month is not None and line.days < line.days_in_month:
        parts.append(tr("{days} of {of} days").format(days=line.days, of=line.days_in_month))
        parts.append(f"{lakh(_monthly(line))} × {line.days}/{line.days_in_month}")
    return ", ".join(parts)


def _subsidy(line: DocumentLine) -> str:
    """Its share, its days, who pays it."""
    _, _, rest = line.description.partition(f"{line.scheme}, ")
    return ", ".join(
        part
        for part in (rest, tr("paid by {funder}").format(funder=line.funder) if line.funder else "")
        if part
    )


def _by_area(line: DocumentLine) -> bool:
    """Whether a rent's quantity is an area."""
    return " seats" not in line.description


def _quantity(line: DocumentLine) -> str:
    """Grouped."""
    return _grouped(line.quantity or "0")


def _rate(line: DocumentLine) -> str:
    """As it was agreed."""
    return _grouped(line.rate or "0")


def _grouped(plain_figure: str) -> str:
    """A plain decimal with lakh commas and a true minus."""
    sign, figure = ("−", plain_figure[1:]) if plain_figure.startswith("-") else ("", plain_figure)
    whole, point, rest = figure.partition(".")
    return f"{sign}{group_lakh(int(whole))}{point}{rest}"


def _monthly(line: DocumentLine) -> Paisa:
    """A whole month of it (rule B2)."""
    rate = Paisa(int((line.rate or "0").replace(".", "")))
    if line.quantity is None:
        return rate
    whole, _, rest = line.quantity.partition(".")
    return monthly_sqft(rate, E4(int(whole) * ONE + int(rest.ljust(4, "0") or 0)))
