"""What a credit note may take back of an invoice: chosen lines or amounts, never more than what is left (rule B11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stpdesk.core.documents import Document, DocumentLine
from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa, half_up, lakh, share
from stpdesk.core.taxes import TaxKey, TaxLine, tax_key


@dataclass(frozen=True, slots=True)
class Left:
    """What earlier credit notes left of an invoice: by line key, by tax, and of its rounding."""

    lines: Mapping[str, int]
    taxes: Mapping[TaxKey, tuple[int, int]]
    rounding: int


Credited = tuple[DocumentLine, Paisa]
"""A line of an invoice and the opposite amount of it."""


@dataclass(frozen=True, slots=True)
class CreditDraft:
    """The lines credited with their (opposite) amounts, the taxes, and the rounding of a whole credit."""

    lines: tuple[Credited, ...]
    taxes: tuple[TaxLine, ...]
    rounding: Paisa


def left_of(
    paper: Document, credited: Mapping[str, int], taxes: Mapping[TaxKey, tuple[int, int]], rounding: int
) -> Left:
    """What is left of an invoice after what was credited (amounts of credits are opposite in sign)."""
    return Left(
        {line.id: line.amount + credited.get(line.id, 0) for line in paper.lines},
        {
            tax_key(tax): (
                tax.base + taxes.get(tax_key(tax), (0, 0))[0],
                tax.amount + taxes.get(tax_key(tax), (0, 0))[1],
            )
            for tax in paper.taxes
        },
        paper.rounding + rounding,
    )


def credit_lines(
    paper: Document, left: Left, line: int | None, amount: int | None, *, with_subsidy: bool = False
) -> list[Credited]:
    """The lines to credit with opposite amounts: all that is left, what is left of one line, or an amount of it.

    A whole line takes its subsidies with it. An amount is credited as it is; `with_subsidy` takes the same share of the
    line's subsidies back, so that the funder does not pay for what the tenant is not charged.
    """
    if line is None:
        if amount is not None:
            raise Refused("Say which line the amount is credited on: --line N.", field="line")
        chosen = [(one, Paisa(-left.lines[one.id])) for one in paper.lines if left.lines[one.id]]
        if not chosen:
            raise Refused("Nothing is left to credit of {number}.", field="number", number=paper.number)
        return chosen
    found = _line(paper, line)
    rest = left.lines[found.id]
    wanted = abs(rest) if amount is None else amount
    if wanted <= 0 or wanted > abs(rest):
        raise Refused(
            "Line {line} of {number} has {left} left to credit; {amount} is not within that.", field="amount",
            line=line, number=paper.number, left=lakh(abs(rest)), amount=lakh(wanted),
        )  # fmt: skip
    chosen = [(found, Paisa(-wanted if rest > 0 else wanted))]
    if amount is None:
        mine = [one for one in paper.lines if one.subsidises == found.n and left.lines[one.id]]
        return [*chosen, *((one, Paisa(-left.lines[one.id])) for one in mine)]
    return [*chosen, *(_subsidies(paper, left, found, wanted) if with_subsidy else ())]


def credit_each(
    paper: Document, left: Left, parts: Mapping[int, int | None], *, with_subsidy: bool = True
) -> list[Credited]:
    """The lines to credit in one note: of each line an amount, perhaps with its share of subsidies, or all that is left."""
    chosen: list[Credited] = []
    for line, amount in parts.items():
        chosen += credit_lines(paper, left, line, amount, with_subsidy=with_subsidy)
    return chosen


def _line(paper: Document, line: int) -> DocumentLine:
    """The line of a number; refused where there is none, or it is a subsidy."""
    found = next((one for one in paper.lines if one.n == line), None)
    if found is None:
        raise Refused(
            "{number} has no line {line}; it has {count}.", field="line", number=paper.number, line=line,
            count=len(paper.lines),
        )  # fmt: skip
    if found.scheme is not None:
        raise Refused(
            "Line {line} of {number} is a subsidy; credit the line it belongs to, and it follows.", field="line",
            line=line, number=paper.number,
        )  # fmt: skip
    return found


def _subsidies(
    paper: Document, left: Left, line: DocumentLine, wanted: int
) -> Iterator[tuple[DocumentLine, Paisa]]:
    """The share of each subsidy of a line that goes back with an amount of it, never more than is left."""
    gone = abs(line.amount) - abs(left.lines[line.id]) + wanted
    for support in paper.lines:
        if support.subsidises == line.n:
            rest = left.lines[support.id]
            amount = rest - (support.amount - half_up(support.amount * gone, abs(line.amount)))
            if amount < 0:
                yield support, Paisa(-amount)


def check_total(paper: Document, left: Left, made: CreditDraft) -> None:
    """Refuses a credit of more than is left of the invoice as a whole."""
    rest = sum(left.lines.values()) + sum(amount for _, amount in left.taxes.values()) + left.rounding
    total = sum(amount for _, amount in made.lines) + sum(tax.amount for tax in made.taxes) + made.rounding
    if total > 0 or -total > rest:
        raise Refused(
            "That would credit {amount}, but {left} is left of {number} after its subsidies; credit the whole line"
            " without an amount, or take its subsidy along.", field="amount", amount=lakh(-total), left=lakh(rest),
            number=paper.number,
        )  # fmt: skip


def credit_draft(paper: Document, left: Left, chosen: list[tuple[DocumentLine, Paisa]]) -> CreditDraft:
    """Taxes in the invoice's own percents on the credited amounts, no more than is left of each.

    What takes the last of every line takes the last of each tax and of the rounding with it.
    """
    taken = {line.id: amount for line, amount in chosen}
    whole = all(left.lines[line.id] + taken.get(line.id, 0) == 0 for line in paper.lines)
    taxes: list[TaxLine] = []
    for place, tax in enumerate(paper.taxes, start=1):
        base_left, tax_left = left.taxes[tax_key(tax)]
        base = -base_left if whole else sum(amount for line, amount in chosen if place in line.taxed)
        amount = -tax_left if whole else _within(share(tax.pct, base), tax_left)
        if base or amount:
            taxes.append(TaxLine(tax.name, tax.authority, tax.pct, Paisa(base), Paisa(amount)))
    return CreditDraft(tuple(chosen), tuple(taxes), Paisa(-left.rounding if whole else 0))


def _within(amount: int, left: int) -> int:
    """A credit of a tax, no more than what is left of it; a credited subsidy gives tax back to the tenant's debit."""
    return max(amount, -left) if left >= 0 else min(amount, -left)
