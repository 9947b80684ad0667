"""Every screen of a park against the command line's JSON of the same park, figure by figure and row by row."""

from __future__ import annotations

import contextlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from stpdesk.core.money import Paisa, group_lakh, lakh
from stpdesk.core.months import Month
from stpdesk.ui import wording
from stpdesk.ui.tables.table import Table
from stpdesk.ui.tables.totals import Totals
from tests.cli.desk import Desk as CommandLine
from tests.ui.shell import Shell

ZERO = Decimal(0)
BUCKETS = {
    "not_due": "Not due", "d1_30": "1–30 days", "d31_60": "31–60", "d61_90": "61–90", "over_90": "Over 90", "total": "Open, Rs",
    "advances": "In advance",
}  # fmt: skip


def money(amount: Decimal) -> str:
    """An amount of the JSON as a screen says it."""
    return lakh(Paisa(int(amount * 100))).replace("-", "−")


def rupees(text: str) -> str:
    """The same without paisa."""
    return group_lakh(round(Decimal(text)))


def number(text: str) -> Decimal:
    """What a cell says, as a number; nothing, a dash and words ("no tenant") are zero."""
    plain = text.replace(",", "").replace("−", "-").strip("\u200e \u2066\u2069")
    return Decimal(plain) if any(map(str.isdigit, plain)) else ZERO


def total(rows: Iterable[Any], key: str) -> Decimal:
    """The sum of one figure of these."""
    return sum((Decimal(one[key] or 0) for one in rows), ZERO)


@dataclass
class Figures:
    """Two mouths of one park. `month` is issued, or not; `checked` is one that is not closed."""

    shell: Shell
    line: CommandLine
    month: Month
    checked: Month
    compared: Counter[str] = field(default_factory=Counter)
    """figures compared, by screen: a comparison of nothing would prove nothing"""
    codes: list[str] = field(default_factory=list)
    """of all tenants, as their list has them"""

    def told(self, *asked: str) -> Any:
        """What the command line says."""
        return self.line(*asked, "--json").json

    def at(self, page: str, thing: str = "") -> Any:
        """A screen, or a part of it, once all it reads is there."""
        self.shell.window.go(page, thing)
        self.shell.rest()
        self.shell.rest()
        comes_to_rest(self.shell)
        return self.shell.window.screen_of(page)

    def turned(self, page: str, thing: str, month: Month) -> Any:
        """The same at a month."""
        screen = self.at(page, thing)
        screen.turn_to(month)
        self.shell.rest()
        self.shell.rest()
        return screen

    def says(self, screen: QWidget, *figures: str) -> None:
        """All of these are seen, as soon as what is worked out beside is there."""
        for figure in figures:
            with contextlib.suppress(TimeoutError):
                self.shell.wait(lambda wanted=figure: wanted in words(screen))  # type: ignore[misc]  # a default argument, not a parameter
            assert figure in words(screen), f"{figure} is not said: {' | '.join(words(screen))}"
        self.compared[type(screen).__name__] += len(figures)

    def sums_to(self, screen: QWidget, **figures: str) -> None:
        """The sums below the table that is seen come to these, each after its column: `Rent, Rs: 2,23,506.40`."""

        def told() -> str:
            return "".join(f"{one.in_words()}, " for one in screen.findChildren(Totals) if one.isVisible())

        for name, figure in figures.items():
            with contextlib.suppress(TimeoutError):
                self.shell.wait(lambda wanted=f"{name}: {figure}, ": wanted in told())  # type: ignore[misc]  # a default argument, not a parameter
            assert f"{name}: {figure}, " in told(), f"{name}: {figure} is not in {told()}"
        self.compared[type(screen).__name__] += len(figures)

    def rows(self, screen: QWidget, *titles: str) -> list[tuple[str, ...]]:
        """The words of every row of the one table that is seen, in these columns."""
        table = next(one for one in screen.findChildren(Table) if one.isVisible())
        model = table.model
        self.shell.wait(lambda: model.settled)
        names = [one.title for one in model.listing.columns]
        places = [names.index(title) for title in titles]
        found = []
        for at in range(model.rowCount()):
            model.row(at)
            self.shell.wait(lambda at=at: model.here(at))  # type: ignore[misc]  # a default argument, not a parameter
            found.append(tuple(str(model.index(at, place).data() or "") for place in places))
        return found

    def agree(self, screen: QWidget, titles: tuple[str, ...], wanted: dict[str, tuple[Decimal, ...]]) -> None:
        """The rows called so (by their first column) say these figures; rows of nothing may be missing."""
        said = {row[0]: tuple(map(number, row[1:])) for row in self.rows(screen, *titles)}
        for key, figures in wanted.items():
            if any(figures):
                assert said.get(key) == figures, (titles, key)
        assert all(not any(figures) for key, figures in said.items() if key not in wanted), said
        self.compared[type(screen).__name__] += sum(map(len, wanted.values()))

    # the screens -------------------------------------------------------------------------------------------------------

    def all_agree(self) -> Counter[str]:
        """Goes through the whole window; returns how many figures were compared on each screen."""
        self.today()
        self.spaces()
        self.leases()
        self.accounts()
        self.tenant_pages()
        self.readings()
        self.run()
        self.papers()
        self.deposits()
        self.outages()
        self.closing()
        return self.compared

    def today(self) -> None:
        """What is let, what is open, how far the close is."""
        space, open_items = self.told("report", "occupancy"), self.told("report", "ageing")["ageing"]["total"]
        steps = self.told("close", str(self.checked), "--preview")["steps"]
        done = sum(one["state"] in {"done", "none"} for one in steps)
        self.says(
            self.at("today"), f"{space['pct']:.0f} %", rupees(open_items), f"{space['units_let']} of {space['units']} units",
            f"{done} of {len(steps)} done",
        )  # fmt: skip

    def spaces(self) -> None:
        """The six figures above the plan, and every unit of the table."""
        space, ageing = self.told("report", "occupancy"), self.told("report", "ageing")
        screen = self.at("spaces")
        figures = [one.text() for one in screen.figures.figures]
        assert figures == [
            f"{space['pct']:.1f} %", f"{space['units_let']} of {space['units']}", f"{space['seats_let']} of {space['seats']}",
            group_lakh(round(space["lettable_sqft"] - space["leased_sqft"])), str(space["ending_90_days"]),
            rupees(ageing["ageing"]["total"]),
        ]  # fmt: skip
        self.compared[type(screen).__name__] += len(figures)

    def leases(self) -> None:
        """The rent roll."""
        roll = self.told("report", "rent-roll")
        screen = self.at("leases")
        self.sums_to(screen, **{"Rent, Rs": money(Decimal(roll["rent"]))})
        said = {code: number(rent) for code, rent in self.rows(screen, "Code", "Rent, Rs")}
        assert {one["lease"]: Decimal(one["rent"]) for one in roll["leases"]}.items() <= said.items()
        self.compared[type(screen).__name__] += len(roll["leases"])

    def accounts(self) -> None:
        """Ageing by tenant, each tenant's balance, the returns of the month."""
        ageing = self.told("report", "ageing")
        by_tenant = {one["tenant"]: one for one in ageing["tenants"]}
        balances: dict[str, tuple[Decimal, ...]] = {
            code: (Decimal(one["total"]) - Decimal(one["advances"]),) for code, one in by_tenant.items()
        }
        tenants = self.at("tenants")
        self.sums_to(tenants, **{"Open balance, Rs": money(sum((one for (one,) in balances.values()), ZERO))})
        self.agree(tenants, ("Code", "Open balance, Rs"), balances)
        self.codes = [code for (code,) in self.rows(tenants, "Code")]
        back = self.told("report", "monthly", str(self.month))["returns"]
        returns = self.at("tenants", "returns")
        returns.show_returns(self.month)
        self.shell.rest()
        self.sums_to(
            returns, Code=f"{back['reported']} of {back['expected']} reported", Men=str(back["men"]), Women=str(back["women"]),
            **{"Exports, USD": money(Decimal(back["exports_usd"])), "Domestic, Rs": money(Decimal(back["domestic_pkr"]))},
        )  # fmt: skip
        screen = self.at("billing", "ageing")
        self.sums_to(
            screen, **{title: money(Decimal(ageing["ageing"][key])) for key, title in BUCKETS.items()}
        )
        self.agree(
            screen, ("Code", *BUCKETS.values()),
            {code: tuple(Decimal(one[key]) for key in BUCKETS) for code, one in by_tenant.items()},
        )  # fmt: skip

    def tenant_pages(self) -> None:
        """The ledger of everybody who owes, as the statement has it."""
        for one in self.told("report", "ageing")["tenants"]:
            if not Decimal(one["total"]):
                continue
            told = self.told("report", "statement", "--tenant", one["tenant"])
            screen = self.at("tenants", one["tenant"])
            self.says(screen, money(Decimal(told["closing"])))

    def readings(self) -> None:
        """What each meter bills, in the month after it is read."""
        coming = self.told("bill", str(self.month + 1), "--preview")["invoices"]
        metered: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
        for line in (line for one in coming for line in one["lines"] if "meter" in line["description"]):
            metered[line["description"].partition("meter ")[2].partition(",")[0]] += Decimal(line["amount"])
        screen = self.at("billing", f"readings:{self.month}")
        self.sums_to(screen, **{"Amount, Rs": money(sum(metered.values(), ZERO))})
        self.agree(screen, ("Meter", "Amount, Rs"), {meter: (amount,) for meter, amount in metered.items()})

    def run(self) -> None:
        """What is issued, and what the month after would be."""
        issued = self.told("report", "invoices", str(self.month))
        billing = self._run_of(self.month)
        made = issued["invoices"]
        assert made
        self.sums_to(
            billing, Tenant=f"{len(made)} issued",
            Subtotal=money(total(made, "subtotal")), Subsidy=money(total(made, "subsidy")), **{"Total, Rs": money(total(made, "total"))},
        )  # fmt: skip
        self.agree(
            billing, ("Number", "Total, Rs"), {one["number"]: (Decimal(one["total"]),) for one in made}
        )
        coming = self.told("bill", str(self.month + 1), "--preview")
        waiting = {one["tenant"] for one in coming["waiting"]}
        billing = self._run_of(self.month + 1)
        ready = [one for one in coming["invoices"] if one["tenant"] not in waiting]
        self.sums_to(billing, **{"Total, Rs": money(total(ready, "total"))})
        self.agree(
            billing, ("Code", "Total, Rs"),
            {one["tenant"]: (Decimal(one["total"]),) for one in coming["invoices"]},
        )  # fmt: skip

    def _run_of(self, month: Month) -> Any:
        """The run at a month, with all that is worked out of it."""
        billing = self.at("billing", "run")
        billing.turn_to(month)
        self.shell.wait(
            lambda: billing.current().found is not None and billing.current().found.month == month
        )
        self.shell.rest()
        return billing

    def papers(self) -> None:
        """Invoices, credit notes and receipts, as the ledgers of all tenants and the month's documents have them."""
        issued = self.told("report", "invoices", str(self.month))["invoices"]
        screen = self.at("billing", "invoices")
        said = {
            row[0]: tuple(map(number, row[1:]))
            for row in self.rows(screen, "Number", "Total, Rs", "Open, Rs")
        }
        for one in issued:
            assert said[one["number"]] == (Decimal(one["total"]), Decimal(one["open"])), one["number"]
        ledgers = [
            line
            for code in self.codes
            for line in self.told("report", "statement", "--tenant", code)["lines"]
        ]
        documents = [one for one in ledgers if one["ref"] in said]
        assert {one["ref"] for one in documents} == set(said)
        screen = self.at("billing", "invoices")
        self.sums_to(screen, **{"Total, Rs": money(total(documents, "debit") - total(documents, "credit"))})
        screen = self.at("billing", "receipts")
        received = {row[0]: number(row[1]) for row in self.rows(screen, "Number", "Value, Rs")}
        paid = {one["ref"]: Decimal(one["credit"]) for one in ledgers if one["kind"] == "receipt"}
        assert received == paid
        self.compared["Billing"] += 2 * len(issued) + len(documents) + len(paid)

    def deposits(self) -> None:
        """What was agreed; the certificates of withheld tax that are to come."""
        roll = self.told("report", "rent-roll")
        self.sums_to(
            self.at("billing", "deposits"), **{"Agreed, Rs": money(total(roll["leases"], "deposit"))}
        )
        awaited = Decimal(self.told("report", "withholding")["awaited"])
        screen = self.at("billing", "receipts")
        screen.current().show_certificates()
        self.shell.rest()
        waiting = [tuple(map(number, row)) for row in self.rows(screen, "Income tax, Rs", "Sales tax, Rs")]
        assert sum(map(sum, waiting)) == awaited

    def outages(self) -> None:
        """The figures of the month, every record, every run of the generator."""
        outages = self.told("report", "outages", str(self.month))
        screen = self.turned("outages", "", self.month)
        power, internet = outages["power"], outages["internet"]
        self.says(
            screen,
            f"{power['availability_pct']:.2f} %", f"{internet['availability_pct']:.2f} %",
            f"{power['tenant_availability_pct']:.2f} %", f"generator ran {power['generator_hours']:.1f} h",
            out(power), out(internet),
        )  # fmt: skip
        records = self.told("outage", "list", str(self.month))
        lasted = {str(one["number"]): wording.length(round(one["minutes"] * 60)) for one in records}
        assert {row[0]: row[1] for row in self.rows(screen, "Record", "Lasted")} == lasted
        self.compared[type(screen).__name__] += len(lasted)
        log = self.told("report", "generator-log", str(self.month))["runs"]
        screen = self.turned("outages", "runs", self.month)
        said = sorted(number(litres) for (litres,) in self.rows(screen, "Litres"))
        assert said == sorted(Decimal(str(one["litres"] or 0)) for one in log)
        self.compared[type(screen).__name__] += len(said)

    def closing(self) -> None:
        """Every point of the checklist, word for word."""
        steps = self.told("close", str(self.checked), "--preview")["steps"]
        screen = self.turned("records", "close", self.checked)
        self.says(screen, *(one["title"] for one in steps), *(one["says"] for one in steps))
        told = next(one for one in steps if one["step"] == "returns")
        returns = self.at("tenants", "returns")
        returns.show_returns(self.checked)
        self.shell.rest()
        self.sums_to(returns, Code=f"{told['of'] - told['left']} of {told['of']} reported")


class Layouts(QObject):
    """Counts how often something is laid out."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _seen: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt calls it so
        """Every event of the program."""
        self.count += event.type() is QEvent.Type.LayoutRequest
        return False


def comes_to_rest(shell: Shell) -> None:
    """Once nobody does anything nothing is laid out any more: what asks for it again and again costs a processor all day."""
    layouts, app = Layouts(), QApplication.instance()
    assert app is not None
    app.installEventFilter(layouts)
    try:
        for _ in range(100):
            before = layouts.count
            for _ in range(5):
                QApplication.processEvents()
            if layouts.count == before:
                return
        raise AssertionError(f"laid out without end: {shell.window.workspace.current}")
    finally:
        app.removeEventFilter(layouts)


def out(service: dict[str, Any]) -> str:
    """How long and how often a service was out."""
    if not service["events"]:
        return "never out"
    return f"{group_lakh(round(service['down_minutes']))} min out, {service['events']} times"


def words(screen: QWidget) -> list[str]:
    """Every word that is seen but those of tables, wherever its lines are broken."""
    return [
        " ".join(one.text().split()) for one in screen.findChildren(QLabel) if one.isVisible() and one.text()
    ]
