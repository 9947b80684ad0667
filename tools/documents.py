"""`run.py documents`: every document of the sample park, PDF and Excel, into build/documents, to be opened and looked at.

The park (40 tenants, 24 months) is made beside it each time, its open month issued, one invoice credited in part.
"""

import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from stpdesk.actions.billing import issue_run
from stpdesk.actions.credits import credit
from stpdesk.actions.parks import make_demo
from stpdesk.actions.session import Role, Session
from stpdesk.core.civil import seconds_of
from stpdesk.core.codes import natural_key
from stpdesk.core.months import Month
from stpdesk.core.tenants import Tenant
from stpdesk.db import deposits, documents, receipts, settings
from stpdesk.db.park import Park
from stpdesk.reports import batches, catalogue
from stpdesk.reports.asked import Asked
from stpdesk.reports.batches import File
from stpdesk.reports.catalogue import Kind, Scope
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.recovery import RecoverySheet
from stpdesk.reports.figures.reminders import TITLES

ROOT = Path(__file__).resolve().parent.parent
MONTH = Month(2026, 10)
PASSWORD = "sample"  # noqa: S105  # of a park that holds nothing but invented figures


def clock() -> datetime:
    """A working day just after the sample's last month."""
    return datetime(2026, 11, 2, 6, 42, tzinfo=UTC)


def examples(context: Context, kind: Kind) -> list[Asked]:
    """What to ask a kind for in a park to see it at work: none where the park has nothing of it."""
    if kind.of_a_month:
        return [Asked(month=context.month)]
    if kind.scope is Scope.FLOOR:
        return [Asked()]
    if kind.scope is Scope.LEASE:
        leases = sorted(context.terms.leases, key=lambda one: (one.rent_free_to is None, not one.escalation_pct, natural_key(one.code)))  # fmt: skip
        return [Asked(lease=one.code) for one in leases[:1]]
    if kind.scope is Scope.NUMBER:
        told = [one for one in receipts.every(context.db) if one.date <= context.day]
        told.sort(key=lambda one: (bool(one.income_tax), one.reversed_on is None, one.date))
        return [Asked(number=one.number) for one in told[-1:]]
    return _of_tenants(context, kind.name)


def _of_tenants(context: Context, name: str) -> list[Asked]:
    """Of the tenant who owes most, or whose deposit moved most often."""
    found = context.tenants()
    if name == "deposit":
        found.sort(key=lambda one: len(deposits.history(context.db, one.id)))
        return [Asked(tenant=one.code) for one in found[-1:]]
    found.sort(key=lambda one: _overdue(context, one))
    if name == "reminder":
        late = [one for one in found if _overdue(context, one) > 0]
        return [Asked(tenant=one.code, tone=tone) for one in late[-1:] for tone in TITLES]
    return [Asked(month=context.month, tenant=one.code) for one in found[-1:]]


def _overdue(context: Context, tenant: Tenant) -> int:
    """Paisa a tenant has overdue."""
    aged = context.ageing.get(tenant.id)
    return int(aged.overdue) if aged else 0


def single_files(context: Context) -> Iterator[File]:
    """The documents that are not of a month, in every form."""
    for kind in catalogue.KINDS.values():
        for asked in examples(context, kind) if not kind.of_a_month else ():
            found = kind.figures(context, asked)
            identity = catalogue.imprint(found, context, asked)
            of = " ".join(
                part for part in (kind.name, asked.tenant or asked.lease or asked.number, asked.tone) if part
            )
            for form in kind.formats[1:]:
                yield File(batches.file_name(f"{of}.{form}"), partial(kind.made, form, found, identity))


def paper_files(context: Context) -> Iterator[File]:
    """The longest invoice of the month and a credit note."""
    from stpdesk.reports.pdf.invoice import invoice_pdf

    papers = documents.find(context.db, "month", str(context.month))
    for name, wanted in (("invoice", "invoice"), ("credit note", "credit")):
        of_kind = sorted((one for one in papers if one.kind == wanted), key=lambda one: len(one.lines))
        if of_kind:
            yield File(
                batches.file_name(f"{name} {of_kind[-1].number}.pdf"), partial(invoice_pdf, of_kind[-1])
            )


def main(target: Path = ROOT / "build" / "documents") -> int:
    """Makes the park and writes everything; returns 0."""
    park = target.with_name("documents.stpdesk")
    shutil.rmtree(target, ignore_errors=True)
    shutil.rmtree(park, ignore_errors=True)
    target.mkdir(parents=True)
    print("Making the sample park: 40 tenants, 24 months …", flush=True)
    code = make_demo(
        park, user="manager", password=PASSWORD, which="gilgit", tenants=40, months=24, progress=None
    )
    with Park.open(park, user="manager", password=PASSWORD, write=True, clock=clock) as opened:
        session = Session(opened, opened.actor, clock, Role(opened.role))
        issue_run(session, MONTH)
        with opened.reading() as db:
            number = documents.find(db, "month", str(MONTH))[0].number
        credit(session, str(number), reason="The hall was closed for repair on two days.", line=1, amount=100_000, day=MONTH.last)  # fmt: skip
        count = _write(opened, target, code)
    print(f"{count} files in {target}")
    return 0


def _write(park: Park, target: Path, code: str) -> int:
    """Every document; how many files."""
    from stpdesk.reports.pdf.recovery import recovery_pdf

    with park.reading() as db:
        context = Context(db, MONTH.last, MONTH, seconds_of(clock()), vault=park.vault)
        named = settings.load(db)
        sheet = RecoverySheet(named.code, named.name, MONTH.last, code, named.sample)
        files = [
            *batches.month_files(context),
            *single_files(context),
            *paper_files(context),
            File("recovery sheet.pdf", partial(recovery_pdf, sheet)),
        ]
        batches.write_all(target, files)
        batches.write_all(target / "invoices", batches.invoice_files(context))
        batches.write_all(target / "statements", batches.statement_files(context))
    return sum(path.is_file() for path in target.rglob("*"))


if __name__ == "__main__":
    sys.exit(main())
