"""What holds for any terms (rules B3 to B7)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.invoices import draft
from stpdesk.core.leases import Lease, prorate, rate_changes
from stpdesk.core.lines import lease_lines
from stpdesk.core.money import E4, Paisa, half_up
from stpdesk.core.months import Month, add_months
from stpdesk.core.subsidies import Scheme, of_segment
from stpdesk.core.taxes import TaxTable
from stpdesk.core.tenants import Tenant

from .made import EARLY, charge, day, lease, money, settings, tax

months = st.builds(Month, st.integers(2024, 2029), st.integers(1, 12))
paisa = st.integers(0, 10**9)
dates = st.dates(day("2023-01-01"), day("2030-12-31"))


@given(paisa, months, st.data())
def test_a_month_split_at_any_day_adds_up_within_a_paisa_a_segment(
    amount: int, month: Month, data: Any
) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, month.days - 1), max_size=4)))
    edges = [0, *cuts, month.days]
    parts = [prorate(Paisa(amount), last - first, month.days) for first, last in pairwise(edges)]
    assert abs(sum(parts) - amount) <= len(parts)
    assert prorate(Paisa(amount), month.days, month.days) == amount


@given(paisa, months, st.data())
def test_two_leases_that_share_a_month_come_to_one_within_two_paisa(
    amount: int, month: Month, data: Any
) -> None:
    cut = month.day(data.draw(st.integers(1, month.days - 1)))
    rate = money(amount)
    one = lease(rate, end=cut.isoformat(), basis="fixed")
    two = lease(rate, (cut + timedelta(days=1)).isoformat(), basis="fixed", code="L2")
    total = sum(line.amount for let in (one, two) for line in lease_lines(let, month, ()))
    assert abs(total - amount) <= 2


@st.composite
def escalating(draw: st.DrawFn) -> Lease:
    """A lease with an escalation, perhaps steps, perhaps an end."""
    start = draw(st.dates(day("2018-01-01"), day("2024-12-31")))
    steps = [
        (when.isoformat(), money(rate))
        for when, rate in draw(st.dictionaries(dates, st.integers(0, 10**7), max_size=3)).items()
    ]
    end = draw(st.one_of(st.none(), st.dates(start, day("2032-01-01"))))
    return lease(
        money(draw(st.integers(0, 10**7))), start.isoformat(), end.isoformat() if end else None, basis="fixed",
        pct=str(draw(st.integers(0, 300_000)) / 10_000), every=draw(st.integers(1, 36)), steps=steps,
        holdover=draw(st.booleans()),
    )  # fmt: skip


def rate_by_walking(let: Lease, on: date) -> int:
    """The rate on a day, straight from the text of rule B4: a walk over every day from the start."""
    early = [step for step in let.steps if step.starts <= let.starts]
    rate = int(max(early, key=lambda step: step.starts).rate if early else let.rate)
    steps = {step.starts: step.rate for step in let.steps}
    turns = {add_months(let.starts, turn * let.escalation_months) for turn in range(1, 200)}
    when, last = let.starts, min(on, let.ends) if let.ends else on
    while when < last:
        when += timedelta(days=1)
        if when in steps:
            rate = steps[when]
        elif when in turns:
            rate = half_up(Fraction(rate * (1_000_000 + (let.escalation_pct or 0)), 1_000_000))
    return rate


@given(escalating(), dates)
def test_the_rate_of_any_day_is_what_walking_there_gives(let: Lease, on: date) -> None:
    when = max(on, let.starts)
    changes = rate_changes(let, when)
    assert changes[-1][1] == rate_by_walking(let, when)
    assert [one for one, _ in changes] == sorted({one for one, _ in changes})
    assert all(one[1] != two[1] for one, two in pairwise(changes))


@given(st.dates(day("2018-01-01"), day("2024-12-31")), st.integers(0, 300_000), st.integers(1, 36), paisa)
def test_escalated_rates_only_rise_and_on_the_days_counted_from_the_start(
    start: date, pct: int, every: int, rate: int
) -> None:
    let = lease(money(rate), start.isoformat(), pct=str(pct / 10_000), every=every)
    changes = rate_changes(let, day("2030-12-31"))
    days = {add_months(start, every * turn) for turn in range(1, 160)}
    assert all(when in days for when, _ in changes[1:])
    assert [one for _, one in changes] == sorted({one for _, one in changes})


@st.composite
def some_schemes(draw: st.DrawFn) -> list[Scheme]:
    """Up to four schemes on rent or internet, overlapping as they like."""
    found = []
    for place in range(draw(st.integers(0, 4))):
        first = draw(dates)
        last = first + timedelta(days=draw(st.integers(0, 900)))
        head = draw(st.sampled_from(["rent", "internet"]))
        found.append(Scheme(f"S{place}", "PSEB", head, E4(draw(st.integers(0, 1_000_000))), first, last))
    return found


@given(escalating(), months, some_schemes(), paisa)
def test_subsidies_never_exceed_their_line_and_every_segment_lies_in_the_month(
    let: Lease, month: Month, schemes: list[Scheme], internet: int
) -> None:
    let = lease(
        money(let.rate), let.starts.isoformat(), let.ends.isoformat() if let.ends else None, basis="fixed",
        steps=[(one.starts.isoformat(), money(one.rate)) for one in let.steps], holdover=let.holdover,
        charges=[charge("internet", money(internet))],
    )  # fmt: skip
    found = list(lease_lines(let, month, schemes))
    days: dict[str, int] = {}
    for line in found:
        assert 0 <= line.supported <= line.amount
        assert all(support.amount > 0 and support.scheme.head == line.head for support in line.supports)
        assert month.first <= line.first <= line.last <= month.last
        assert line.days == (line.last - line.first).days + 1
        days[line.head] = days.get(line.head, 0) + line.days
    assert all(count <= month.days for count in days.values())


@given(st.lists(st.integers(0, 1_000_000), max_size=5), paisa, months, st.data())
def test_schemes_together_pay_their_sum_or_the_line(
    pcts: list[int], amount: int, month: Month, data: Any
) -> None:
    days = data.draw(st.integers(1, month.days))
    schemes = [
        Scheme(str(n), "F", "rent", E4(pct), day(EARLY), day("2099-12-31")) for n, pct in enumerate(pcts)
    ]
    line = prorate(Paisa(amount), days, month.days)
    found = of_segment(schemes, month.first, month.day(days), amount, month.days, line)
    wanted = sum(half_up(Fraction(pct * amount * days, 1_000_000 * month.days)) for pct in pcts)
    assert sum(one.amount for one in found) == min(wanted, line)


@given(escalating(), months, some_schemes(), st.integers(0, 300_000), st.booleans(), st.booleans())
def test_a_document_adds_up(
    let: Lease, month: Month, schemes: list[Scheme], pct: int, net: bool, rounded: bool
) -> None:
    park = settings(round_to_rupee=rounded, subsidy_tax_base="net" if net else "gross")
    lines = list(lease_lines(let, month, schemes))
    rates = TaxTable([tax("rent", str(pct / 10_000))])
    made = draft(park, Tenant("T1", "T1", "One"), lines, rates)
    taxable = sum(line.amount - (line.supported if net else 0) for line in lines)
    assert made.tax_total == half_up(Fraction(pct * taxable, 1_000_000))
    assert made.subtotal == sum(line.amount for line in lines)
    assert made.subsidy <= 0 <= made.subtotal + made.subsidy
    assert made.total == made.subtotal + made.subsidy + made.tax_total + made.rounding
    assert abs(made.rounding) <= 50
    assert not rounded or made.total % 100 == 0
