"""Money put together: heads, documents, collection, debtors, the subsidy claim, withheld taxes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from stpdesk.core.ageing import Ageing, add
from stpdesk.core.codes import natural_key
from stpdesk.core.head_shares import over_heads
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.db import figures, figures_heads, figures_open, ledger
from stpdesk.db.figures_heads import ROUNDING, TAX
from stpdesk.reports.figures.monthly import sentences
from stpdesk.reports.figures.monthly.money import (
    Amount,
    Awaited,
    Claim,
    ClaimRow,
    CollectionRate,
    Debtor,
    HeadRow,
    Money,
    Withheld,
)
from stpdesk.reports.figures.monthly.taken import Taken, settled_pct
from stpdesk.reports.figures.written import counted, sentence

LARGEST = 10
"""Debtors that are named."""

OPENINGS, ADVANCES = "opening balances", "advances"
_ORDER = ("rent", "service", "internet", "electricity", "generator", "parking", "other", "late_fee")
_LAST = (TAX, ROUNDING, OPENINGS, ADVANCES)

SHARING = (
    "Subsidies are taken off their head. A receipt pays an invoice, not a line of it: what was collected and what is open is "
    "shared over the heads of each invoice in proportion."
)


def money(taken: Taken) -> Money:
    """The section."""
    heads = _heads(taken)
    total = _head_row("Total", *(_whole(part) for part in heads))
    claims = _claims(taken)
    debtors, others = _debtors(taken)
    rate = _rate(taken)
    most = sum(one.total for one in debtors)
    line = sentences.owing(
        sum(1 for one in taken.context.ageing.values() if one.total), LARGEST,
        100 * most / taken.ageing.total if taken.ageing.total else 0.0,
    )  # fmt: skip
    return Money(
        sentence(line), _head_rows(heads), total, SHARING, _documents(taken), rate, debtors, others,
        taken.ageing.total, claims, Paisa(sum(one.amount for one in claims)), _withheld(taken),
    )  # fmt: skip


Heads = dict[str, Paisa]


def _heads(taken: Taken) -> tuple[Heads, Heads, Heads, Heads, Heads, Heads]:
    """By head: billed, collected and open, each of the month and of the month before."""
    db, history, day = taken.context.db, taken.history, taken.day
    spans = ((taken.month, day), (history.before, history.before.last))
    paid = [figures_heads.settled_by_receipts(db, month, last) for month, last in spans]
    left = [{item.id: item.open for item in items} for items in (taken.open_items, taken.open_before)]
    made = figures_heads.of_documents(db, {key for part in (*paid, *left) for key in part})
    now, before = (figures_heads.billed(db, month, last) for month, last in spans)
    collected, collected_before = (
        _collected(taken, month, part, made) for (month, _), part in zip(spans, paid, strict=True)
    )
    opens, open_before = (over_heads(part.items(), made, OPENINGS) for part in left)
    return now, before, collected, collected_before, opens, open_before


def _collected(
    taken: Taken, month: Month, paid: Mapping[str, int], made: Mapping[str, Mapping[str, int]]
) -> Heads:
    """What a month's receipts settled by head; what they settled nothing with is in advance."""
    found = over_heads(paid.items(), made, OPENINGS)
    rest = taken.history.received_in(month).value - sum(paid.values())
    return {**found, ADVANCES: Paisa(rest)} if rest else found


def _head_rows(heads: tuple[Heads, ...]) -> tuple[HeadRow, ...]:
    """Every head with any amount, in the order in which invoices list them."""
    names = {name for part in heads for name, amount in part.items() if amount}
    return tuple(
        _head_row(_named(name), *(part.get(name, Paisa(0)) for part in heads)) for name in sorted(names, key=_place)
    )  # fmt: skip


def _place(name: str) -> tuple[int, int, str]:
    """Usual heads first, a park's own by the alphabet, then what is no head."""
    if name in _ORDER:
        return 0, _ORDER.index(name), ""
    return (2, _LAST.index(name), "") if name in _LAST else (1, 0, name)


def _named(name: str) -> str:
    """A head as it is printed."""
    words = name.replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}"


def _head_row(name: str, *amounts: Paisa) -> HeadRow:
    """A row from its six amounts."""
    return HeadRow(name, *amounts)


def _whole(part: Heads) -> Paisa:
    """The sum of a column."""
    return Paisa(sum(part.values()))


def _documents(taken: Taken) -> tuple[Amount, ...]:
    """Documents and receipts of the month and the one before."""
    history = taken.history
    booked = history.booked[-2]
    (now, got), (then, had) = (
        (history.billed_in(month), history.received_in(month)) for month in (taken.month, history.before)
    )
    pairs = (
        ("Invoices", now.invoiced, then.invoiced), ("of these, subsidies taken off", now.subsidy, then.subsidy),
        ("of these, sales tax", now.tax, then.tax), ("Credit notes", Paisa(-now.credited), Paisa(-then.credited)),
        ("Received in cash", got.cash, had.cash), ("Income tax withheld", got.income_tax, had.income_tax),
        ("Sales tax withheld", got.sales_tax, had.sales_tax),
    )  # fmt: skip
    rows = [Amount(name, one, two if booked or two else None) for name, one, two in pairs]
    earlier = ledger.ageing(taken.context.db, history.before.last, taken.open_before) if booked else {}
    held = Paisa(sum(one.advances for one in earlier.values())) if booked else None
    return (*rows, Amount("Advances held", taken.ageing.advances, held))


def _rate(taken: Taken) -> CollectionRate:
    """How much of the month's invoices is settled, and of last month's, then and by now."""
    db, history = taken.context.db, taken.history
    invoiced = history.billed_in(history.before).invoiced
    now = settled_pct(taken.billing)
    then, since = (
        100 * figures.settled(db, history.before, last) / invoiced if invoiced else None
        for last in (history.before.last, taken.day)
    )
    told = sentences.rate(now, then, since, taken.since, history.before.last, taken.day)
    return CollectionRate(now, then, since, sentence(told))


def _debtors(taken: Taken) -> tuple[tuple[Debtor, ...], Debtor | None]:
    """The largest, and all others together."""
    oldest: dict[str, date] = {}
    for item in taken.open_items:
        oldest.setdefault(item.tenant_id, item.due)
    owing = sorted(
        ((key, one) for key, one in taken.context.ageing.items() if one.total),
        key=lambda pair: (-pair[1].total, natural_key(taken.terms.tenants[pair[0]].code)),
    )
    named, rest = owing[:LARGEST], owing[LARGEST:]
    paid = figures_open.last_paid(taken.context.db, [key for key, _ in named], taken.day)
    rows = tuple(_debtor(taken, key, one, oldest[key], paid.get(key)) for key, one in named)
    if not rest:
        return rows, None
    name = counted(len(rest), "other tenant")
    due = min(oldest[key] for key, _ in rest)
    return rows, _debt(taken, "", name, add([one for _, one in rest]), due, None, here=True)


def _debtor(taken: Taken, key: str, one: Ageing, due: date, paid: date | None) -> Debtor:
    """One tenant's row."""
    tenant = taken.terms.tenants[key]
    return _debt(taken, tenant.code, tenant.name, one, due, paid, here=key in taken.held)


def _debt(
    taken: Taken, code: str, name: str, one: Ageing, due: date, paid: date | None, *, here: bool
) -> Debtor:
    """A row of buckets."""
    whole = taken.ageing.total
    share = 100 * one.total / whole if whole else None
    not_due, d1_30, d31_60, d61_90, over_90 = one.buckets
    late = max(0, (taken.day - due).days)
    return Debtor(code, name, not_due, d1_30, d31_60, d61_90, over_90, one.total, share, late, paid, here)


def _claims(taken: Taken) -> tuple[Claim, ...]:
    """What funders owe for the month, by scheme, funder and head."""
    groups: dict[tuple[str, str, str], list[ClaimRow]] = defaultdict(list)
    for row in taken.subsidies:
        groups[row["scheme"], row["funder"] or "", row["head"]].append(
            ClaimRow(row["code"], row["name"], Paisa(row["amount"]))
        )
    return tuple(
        Claim(scheme, funder, _named(head), tuple(rows), Paisa(sum(one.amount for one in rows)))
        for (scheme, funder, head), rows in groups.items()
    )


def _withheld(taken: Taken) -> Withheld:
    """Taxes withheld in the month, and certificates awaited by tenant."""
    history = taken.history
    now, then = history.received_in(taken.month), history.received_in(history.before)
    awaited = tuple(
        Awaited(
            row["tenant"], row["name"], row["ntn"] or "", row["receipts"], date.fromisoformat(row["since"]),
            Paisa(row["income_tax"]), Paisa(row["sales_tax"]), Paisa(row["income_tax"] + row["sales_tax"]),
        )
        for row in figures_open.certificates_awaited(taken.context.db, taken.day)
    )  # fmt: skip
    receipts, total = sum(one.receipts for one in awaited), Paisa(sum(one.total for one in awaited))
    line = sentences.withheld(Paisa(now.income_tax + now.sales_tax), receipts, total)
    return Withheld(
        now.income_tax,
        then.income_tax,
        now.sales_tax,
        then.sales_tax,
        awaited,
        receipts,
        total,
        sentence(line),
    )
