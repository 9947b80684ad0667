"""Every kind of document: what it needs to be asked for, where its figures come from, and who prints them.

The command line, the window, the month's set and the tests all go through `KINDS`; there is no second list.
Renderers are imported when they are used, for reportlab and openpyxl are slow to load.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from stpdesk.core.errors import Refused
from stpdesk.reports.asked import Asked
from stpdesk.reports.figures import (
    accounts,
    claims,
    floor_plans,
    generators,
    lease_schedules,
    outages,
    receipts,
    reminders,
    space,
)
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.imprint import Imprint, digest
from stpdesk.reports.figures.letter import Letter
from stpdesk.reports.figures.monthly.document import Monthly
from stpdesk.reports.figures.monthly.report import monthly
from stpdesk.reports.figures.table import Report
from stpdesk.reports.numbers import number_of


class Scope(Enum):
    """What a kind of document must be told besides the park."""

    DAY = "a day"
    MONTH = "a month"
    MONTH_OR_DAY = "a month or a day"
    TENANT = "a tenant"
    LEASE = "a lease"
    FLOOR = "a floor"
    NUMBER = "a number"


class Figures(Protocol):
    """A document's figures: a frozen dataclass; `data` is its JSON as contract.md fixes it, and what its hash is taken of."""

    @property
    def name(self) -> str:
        """The kind's name."""

    @property
    def title(self) -> str:
        """As the page is headed."""

    @property
    def data(self) -> Any:
        """The JSON; everything PDF and Excel print is in it."""


Taken = Callable[[Context, Asked], Any]
Rendered = Callable[[Any, Imprint | None], bytes]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document; `pdf` and `xlsx` are None where it is not made in that form."""

    name: str
    title: str
    scope: Scope
    figures: Taken
    pdf: Rendered | None
    xlsx: Rendered | None

    @property
    def of_a_month(self) -> bool:
        """Whether it belongs to the set of a month, which is frozen when the month is closed."""
        return self.scope in {Scope.DAY, Scope.MONTH, Scope.MONTH_OR_DAY}

    @property
    def formats(self) -> tuple[str, ...]:
        """The forms it comes in, as the command line names them."""
        return ("json", *(name for name, made in (("pdf", self.pdf), ("xlsx", self.xlsx)) if made))

    def made(self, form: str, found: Any, identity: Imprint | None) -> bytes:
        """The document as `pdf` or `xlsx`; refused where it is not made in that form."""
        rendered = {"pdf": self.pdf, "xlsx": self.xlsx}.get(form)
        if rendered is None:
            raise Refused("{title} is not made as {form}.", field="format", title=self.title, form=form)
        return rendered(found, identity)


def kind(name: str) -> Kind:
    """The kind of this name; refused where there is none."""
    if name not in KINDS:
        raise Refused("There is no document called {name}.", field="name", name=name)
    return KINDS[name]


def _tables_pdf(report: Report, imprint: Imprint | None) -> bytes:
    """Any report of tables as PDF."""
    from stpdesk.reports.pdf.tables import report_pdf

    return report_pdf(report, imprint)


def _tables_xlsx(report: Report, imprint: Imprint | None) -> bytes:
    """Any report of tables as a workbook."""
    from stpdesk.reports.xlsx.tables import report_xlsx

    return report_xlsx(report, imprint)


def _outages_pdf(report: Report, imprint: Imprint | None) -> bytes:
    """The outage report as PDF."""
    from stpdesk.reports.pdf.outages import outages_pdf

    return outages_pdf(report, imprint)


def _schedule_pdf(report: Report, imprint: Imprint | None) -> bytes:
    """A lease schedule as PDF."""
    from stpdesk.reports.pdf.lease_schedule import lease_schedule_pdf

    return lease_schedule_pdf(report, imprint)


def _monthly_pdf(found: Monthly, imprint: Imprint | None) -> bytes:
    """The monthly report as PDF."""
    from stpdesk.reports.pdf.monthly.document import monthly_pdf

    return monthly_pdf(found, imprint)


def _monthly_xlsx(found: Monthly, imprint: Imprint | None) -> bytes:
    """The monthly report as a workbook."""
    from stpdesk.reports.xlsx.monthly import monthly_xlsx

    return monthly_xlsx(found, imprint)


def _statement(context: Context, asked: Asked) -> Letter:
    """A tenant's account; refused without a tenant."""
    if not asked.tenant:
        raise Refused("A statement needs a tenant: --tenant T.", field="tenant")
    return accounts.account(context, asked.tenant, asked.month.first if asked.month else None)


def _tabular(name: str, title: str, scope: Scope, figures: Taken, pdf: Rendered = _tables_pdf) -> Kind:
    """A kind made of tables, perhaps with a drawing above them on paper."""
    return Kind(name, title, scope, figures, pdf, _tables_xlsx)


def _floor_plan_pdf(report: Report, imprint: Imprint | None) -> bytes:
    """Floors drawn above their tables."""
    from stpdesk.reports.pdf.floor_plan import floor_plan_pdf

    return floor_plan_pdf(report, imprint)


def _letter_pdf(found: Letter, imprint: Imprint | None) -> bytes:
    """A paper to a tenant as PDF."""
    from stpdesk.reports.pdf.letter import letter_pdf

    return letter_pdf(found, imprint)


def _letter_xlsx(found: Letter, imprint: Imprint | None) -> bytes:
    """A paper's table as a workbook."""
    tables = [found.table] if found.table is not None else []
    about = [
        ("Tenant", f"{found.party.get('code')}, {found.party.get('name')}"),
        *(fact for fact in found.facts if fact[0] != "Tenant"),
    ]
    return _tables_xlsx(Report(found.name, found.title, found.park, about, tables, found.data), imprint)


def _letter(name: str, title: str, scope: Scope, figures: Taken) -> Kind:
    """A paper to one tenant; it is no table, so it is no workbook."""
    return Kind(name, title, scope, figures, _letter_pdf, None)


_ALL = (
    Kind(
        "monthly",
        "Monthly report",
        Scope.MONTH,
        lambda context, _: monthly(context),
        _monthly_pdf,
        _monthly_xlsx,
    ),
    _tabular("occupancy", "Occupancy", Scope.DAY, lambda context, _: space.occupancy(context)),
    _tabular("rent-roll", "Rent roll", Scope.DAY, lambda context, _: space.rent_roll(context)),
    _tabular(
        "outages",
        "Outages",
        Scope.MONTH_OR_DAY,
        lambda context, asked: outages.outages(context, asked.first, asked.last),
        _outages_pdf,
    ),
    _tabular(
        "generator-log",
        "Generator log",
        Scope.MONTH_OR_DAY,
        lambda context, asked: generators.generator_log(context, asked.first, asked.last),
    ),
    _tabular(
        "lease-schedule",
        "Lease schedule",
        Scope.LEASE,
        lambda context, asked: lease_schedules.lease_schedule(context, asked.lease),
        _schedule_pdf,
    ),
    _tabular("ageing", "Ageing", Scope.DAY, lambda context, _: accounts.ageing(context)),
    Kind("statement", "Statement of account", Scope.TENANT, _statement, _letter_pdf, _letter_xlsx),
    _tabular("subsidy-claim", "Subsidy claim", Scope.MONTH, lambda context, _: claims.subsidy_claim(context)),
    _tabular(
        "withholding",
        "Withholding register",
        Scope.MONTH_OR_DAY,
        lambda context, asked: claims.withholding(context, asked.month),
    ),
    _tabular(
        "invoices", "Invoices and credit notes", Scope.MONTH, lambda context, _: claims.register(context)
    ),
    Kind(
        "floor-plan",
        "Floor plan",
        Scope.FLOOR,
        lambda context, asked: floor_plans.floor_plan(context, asked.floor),
        _floor_plan_pdf,
        _tables_xlsx,
    ),
    _letter(
        "receipt", "Receipt", Scope.NUMBER, lambda context, asked: receipts.receipt(context, asked.number)
    ),
    _letter(
        "deposit",
        "Deposit note",
        Scope.TENANT,
        lambda context, asked: receipts.deposit(context, asked.tenant),
    ),
    _letter(
        "reminder",
        "Late reminder",
        Scope.TENANT,
        lambda context, asked: reminders.reminder(context, asked.tenant, asked.tone),
    ),
)

KINDS = {one.name: one for one in _ALL}
"""Every kind by its name, in the order in which people list them."""


def imprint(
    found: Figures, context: Context, asked: Asked, revision: int | None = None, changes: tuple[str, ...] = ()
) -> Imprint:
    """The identity of a document: `GLT/rent-roll/2026-10-31`, by what it is of and else by its day."""
    return Imprint(
        number_of(context.terms.park.code, found.name, asked, context.day),
        digest(found.data),
        revision,
        context.instant,
        context.terms.park.sample,
        changes,
        context.logo,
        kind(found.name).of_a_month,
    )
