"""Every screen of one park says the figures of the command line's JSON, which are rules.md's: no screen has its own arithmetic."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from stpdesk.core.money import Paisa, group_lakh, lakh
from stpdesk.core.months import Month
from stpdesk.ui.tables.totals import Totals
from tests.cli.desk import Desk as CommandLine
from tests.ui.conftest import PASSWORD, clock
from tests.ui.shell import Shell

OCTOBER = Month(2026, 10)


def money(text: str) -> str:
    """An amount of the JSON as a screen says it."""
    return lakh(Paisa(int(Decimal(text) * 100))).replace("-", "−")


def rupees(text: str) -> str:
    """The same without paisa."""
    return group_lakh(round(Decimal(text)))


def at(shell: Shell, page: str, thing: str = "") -> Any:
    """A screen, or a part of it, once all it reads is there."""
    shell.window.go(page, thing)
    shell.rest()
    shell.rest()
    return shell.window.screen_of(page)


def words(screen: QWidget) -> list[str]:
    """Every word that is seen but those of tables."""
    return [one.text() for one in screen.findChildren(QLabel) if one.isVisible() and one.text()]


def says(shell: Shell, screen: QWidget, *figures: str) -> None:
    """All of these are seen, as soon as what is worked out beside is there."""
    for figure in figures:
        with contextlib.suppress(TimeoutError):
            shell.wait(lambda wanted=figure: wanted in words(screen))  # type: ignore[misc]  # a default argument, not a parameter
        assert figure in words(screen)


def sums_to(shell: Shell, screen: QWidget, **figures: str) -> None:
    """The sums below the table that is seen come to these, each after its column: `Rent, Rs: 2,23,506.40`."""

    def told() -> str:
        return "".join(f"{one.in_words()}, " for one in screen.findChildren(Totals) if one.isVisible())

    for name, figure in figures.items():
        with contextlib.suppress(TimeoutError):
            shell.wait(lambda wanted=f"{name}: {figure}, ": wanted in told())  # type: ignore[misc]  # a default argument, not a parameter
        assert f"{name}: {figure}, " in told()


def test_every_screens_figures_are_the_command_lines(
    shell: Shell, park_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stpdesk.cli.opening.system_clock", clock)
    line = CommandLine(park_folder, PASSWORD)

    def told(*asked: str) -> Any:
        return line(*asked, "--json").json

    line("bill", str(OCTOBER)).done()
    space, ageing, roll = told("report", "occupancy"), told("report", "ageing"), told("report", "rent-roll")
    owed, open_items = ageing["ageing"], ageing["ageing"]["total"]
    issued = told("report", "invoices", str(OCTOBER))
    steps = told("close", str(OCTOBER), "--preview")["steps"]
    coming = told("bill", str(OCTOBER + 1), "--preview")
    outages = told("report", "outages", str(OCTOBER))
    back = told("report", "monthly", str(OCTOBER))["returns"]
    assert Decimal(open_items) and Decimal(owed["advances"]) and Decimal(issued["totals"]["subsidy"])
    shell.open(park_folder)

    says(
        shell, at(shell, "today"),
        f"{space['pct']:.0f} %", rupees(open_items), f"{space['units_let']} of {space['units']} units",
        f"{sum(one['state'] in {'done', 'none'} for one in steps)} of {len(steps)} done",
    )  # fmt: skip

    figures = [one.text() for one in at(shell, "spaces").figures.figures]
    assert figures == [
        f"{space['pct']:.1f} %", f"{space['units_let']} of {space['units']}",
        f"{space['seats_let']} of {space['seats']}", group_lakh(round(space["lettable_sqft"] - space["leased_sqft"])),
        str(space["ending_90_days"]), rupees(open_items),
    ]  # fmt: skip

    balance = str(Decimal(open_items) - Decimal(owed["advances"]))
    sums_to(shell, at(shell, "tenants"), **{"Open balance, Rs": money(balance)})
    sums_to(shell, at(shell, "leases"), **{"Rent, Rs": money(roll["rent"])})
    returns = at(shell, "tenants", "returns")
    sums_to(
        shell, returns, Code=f"{back['reported']} of {back['expected']} reported", Men=str(back["men"]), Women=str(back["women"]),
        **{"Exports, USD": money(back["exports_usd"]), "Domestic, Rs": money(back["domestic_pkr"])},
    )  # fmt: skip

    owing = next(one["tenant"] for one in ageing["tenants"] if Decimal(one["total"]))
    closing_balance = told("report", "statement", "--tenant", owing)["closing"]
    says(shell, at(shell, "tenants", owing), money(closing_balance))

    metered = [line for one in coming["invoices"] for line in one["lines"] if "meter" in line["description"]]
    readings = at(shell, "billing", f"readings:{OCTOBER}")
    sums_to(shell, readings, **{"Amount, Rs": money(str(sum(Decimal(line["amount"]) for line in metered)))})

    billing = at(shell, "billing", "run")
    billing.turn_to(OCTOBER)
    shell.wait(lambda: billing.current().found is not None and billing.current().found.month == OCTOBER)
    shell.rest()
    made = issued["totals"]
    sums_to(
        shell, billing, Tenant=f"{len(issued['invoices'])} issued", Subtotal=money(made["charges"]),
        Subsidy=money(made["subsidy"]), **{"Total, Rs": money(made["total"])},
    )  # fmt: skip
    billing.turn_to(OCTOBER + 1)
    shell.wait(lambda: billing.current().found.month == OCTOBER + 1)
    shell.rest()
    waiting = {one["tenant"] for one in coming["waiting"]}
    ready = [one for one in coming["invoices"] if one["tenant"] not in waiting]
    total = str(sum(Decimal(one["total"]) for one in ready))
    sums_to(shell, billing, **{"Total, Rs": money(total)})

    names = ("Not due", "1–30 days", "31–60", "61–90", "Over 90", "Open, Rs", "In advance")
    keys = ("not_due", "d1_30", "d31_60", "d61_90", "over_90", "total", "advances")
    columns = {name: money(owed[key]) for name, key in zip(names, keys, strict=True)}
    sums_to(shell, at(shell, "billing", "ageing"), **columns)
    agreed = sum(Decimal(one["deposit"]) for one in roll["leases"] if one["deposit"])
    sums_to(shell, at(shell, "billing", "deposits"), **{"Agreed, Rs": money(str(agreed))})

    out = at(shell, "outages")
    out.turn_to(OCTOBER)
    shell.rest()
    power, internet = outages["power"], outages["internet"]
    says(
        shell, out,
        f"{power['availability_pct']:.2f} %", f"{internet['availability_pct']:.2f} %",
        f"{power['tenant_availability_pct']:.2f} %", f"generator ran {power['generator_hours']:.1f} h",
        f"{group_lakh(power['down_minutes'])} min out, {power['events']} times",
        f"{internet['down_minutes']:.0f} min out, {internet['events']} times",
    )  # fmt: skip

    closing = at(shell, "records", "close")
    closing.turn_to(OCTOBER)
    shell.rest()
    says(shell, closing, *(one["title"] for one in steps), *(one["says"] for one in steps))
