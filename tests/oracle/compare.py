"""Try the program against the oracle: `python -m tests.oracle.compare --seeds 0-50 [--python PY]`."""

from __future__ import annotations

import argparse
import copy
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from .book import Book, Month, Receipt, write_xlsx
from .corners import CORNERS
from .generate import RUNS, first_run, hold_back, random_book
from .oracle import Document, Item, Line, Oracle, Run, Source
from .program import Program, ProgramError, end_servers, paisa, rupees

CHECKOUT = Path(__file__).resolve().parents[2]
MOST = 12


@dataclass
class Differences:
    """What the two sides say differently, in words."""

    found: list[str] = field(default_factory=list)

    def check(self, where: str, ours: object, theirs: object) -> None:
        if ours != theirs:
            self.found.append(f"{where}: ours {ours} / theirs {theirs}")

    def money(self, where: str, ours: int, theirs: Any) -> None:
        try:
            value = paisa(theirs)
        except ProgramError as fault:
            self.found.append(f"{where}: {fault}")
            return
        if ours != value:
            self.found.append(f"{where}: ours {rupees(ours)} / theirs {rupees(value)}")


@dataclass(frozen=True)
class How:
    """How the seeds are tried."""

    size: int = 6
    runs: int = RUNS
    python: str = sys.executable
    checkout: Path = CHECKOUT
    keep: Path | None = None
    spare: Path | None = None


class Trial:
    """One random park, lived through on both sides."""

    def __init__(self, seed: int, folder: Path, how: How) -> None:
        self.seed = seed
        self.spare, self.runs = how.spare, how.runs
        self.rng = Random(seed * 7919 + 1)
        self.later = random_book(seed, how.size)
        self.book = hold_back(self.later, self.rng) if seed % 3 == 0 else random_book(seed, how.size)
        self.oracle = Oracle(copy.deepcopy(self.book))
        self.program = Program(how.python, folder / "park.stpdesk", how.checkout)
        self.workbook = folder / f"seed-{seed}.xlsx"
        self.second = folder / f"seed-{seed}-later.xlsx"
        self.differs = Differences()
        self.receipts: list[tuple[Source, str]] = []
        self.acts: list[str] = []
        self.skipped: list[Month] = []

    def corner(self, name: str) -> None:
        """A park made by hand: four runs and the ageing, nothing between."""
        self.book, self.oracle = CORNERS[name](), Oracle(CORNERS[name]())
        write_xlsx(self.book, self.workbook)
        self.program.new(self.book.park.code, self.spare)
        self.program.run("import", str(self.workbook))
        for place in range(4):
            self.bill(first_run(self.book).plus(place))
        self.ageing(date(2026, 2, 10))

    def live(self) -> None:
        write_xlsx(self.book, self.workbook, Random(self.seed) if self.seed % 2 else None)
        self.program.new(self.book.park.code, self.spare)
        self.program.run("import", str(self.workbook))
        month = first_run(self.book)
        for place in range(self.runs):
            if place == self.runs // 2:
                self.import_later(month)
            self.month(month.plus(place), last=place == self.runs - 1)
            if self.differs.found:
                return
        self.finish(month)

    def import_later(self, first: Month) -> None:
        """The same workbook again adds nothing; a fuller one adds what is new, and re-runs bill that."""
        if self.seed % 3 == 1:
            self.program.run("import", str(self.workbook))
        if self.seed % 3 != 0:
            return
        paying = {receipt.tenant for receipt in self.later.receipts}
        fit = {item.tenant: item for item in self.open_items() if item.tenant not in paying}
        for item in list(fit.values())[:2]:
            day = item.day + timedelta(days=self.rng.randint(0, 40))
            cash = self.rng.choice([item.open_at(), item.open_at() // 2 + 1, item.open_at() + 5000])
            self.later.receipts.append(Receipt(day, item.tenant, cash, invoices=[item.ref]))
        write_xlsx(self.later, self.second, Random(self.seed + 1) if self.seed % 2 else None)
        self.program.run("import", str(self.second), "--update")
        self.acts.append("import of the later workbook with --update")
        self.book = self.later
        self.oracle.learn(copy.deepcopy(self.later))
        for place in range(self.runs // 2):
            month = first.plus(place)
            if month not in self.skipped and not self.differs.found:
                self.bill(month)

    # ---- a month -------------------------------------------------------------------------------

    def month(self, month: Month, last: bool) -> None:
        if not last and not self.skipped and self.rng.random() < 0.06:
            self.skipped.append(month)
            return
        if last and self.skipped and self.rng.random() < 0.6:
            self.catch_up(month)
        else:
            self.bill(month)
        if self.differs.found:
            return
        if self.skipped and self.skipped[0] != month and self.rng.random() < 0.5:
            self.bill(self.skipped.pop(0))
        for _ in range(self.rng.randint(0, 3)):
            self.act(month)
        if self.rng.random() < 0.3:
            again = self.program.json("bill", str(month))
            run = self.oracle.bill(month)
            self.run_differs(f"{month} again", run, again)

    def bill(self, month: Month) -> None:
        preview = self.program.json("bill", str(month), "--preview") if self.rng.random() < 0.3 else None
        theirs = self.program.json("bill", str(month))
        self.acts.append(f"bill {month}")
        self.run_differs(str(month), self.oracle.bill(month), theirs)
        if preview is not None:
            self.preview_differs(str(month), preview, theirs)

    def catch_up(self, month: Month) -> None:
        """Missing months first, then the month itself."""
        theirs = self.program.json("bill", str(month), "--catch-up")
        self.acts.append(f"bill {month} --catch-up")
        ours = self.oracle.catch_up(month)
        found = {str(document["number"]): document for document in theirs["invoices"]}
        for document in (each for run in ours for each in run.documents):
            number = str(document.number)
            self.document_differs(
                f"catch-up {number}", document, found.get(number) or self.program.invoice(number)
            )
        self.differs.check(f"{month} caught up, missing", [], theirs["missing"])
        self.skipped.clear()

    def run_differs(self, where: str, ours: Run, theirs: Any) -> None:
        differs = self.differs
        differs.check(f"{where} month", str(ours.month), theirs["month"])
        differs.check(f"{where} issued", len(ours.documents), theirs["issued"])
        differs.check(f"{where} missing", ours.missing, theirs["missing"])
        differs.check(f"{where} changed", [], theirs["changed"])
        self.unbilled_differs(where, ours, theirs["unbilled_usage"])
        mine = {str(document.number): document for document in ours.documents}
        found = {str(document["number"]): document for document in theirs["invoices"]}
        heads = [f"{d.number} {d.tenant} {rupees(d.total)}" for d in ours.documents]
        others = [f"{d['number']} {d['tenant']} {d['total']}" for d in theirs["invoices"]]
        only_ours = [each for each in heads if each not in others]
        only_theirs = [each for each in others if each not in heads]
        differs.check(f"{where} documents (where they differ)", only_ours, only_theirs)
        for number, document in mine.items():
            if number in found:
                self.document_differs(f"{where} {number}", document, found[number])

    def unbilled_differs(self, where: str, ours: Run, theirs: list[Any]) -> None:
        """Meter by meter, the park's main meter left out."""
        main = {meter.code for meter in self.book.meters if meter.unit is None}
        mine = sorted((u.meter, str(u.last), u.units) for u in ours.unbilled if u.meter not in main)
        found = sorted(
            (str(u["meter"]), str(u["to"]), Fraction(str(u.get("units", u.get("quantity")))))
            for u in theirs
            if str(u["meter"]) not in main
        )
        only_ours = [f"{m} to {d} {u}" for m, d, u in mine if (m, d, u) not in found]
        only_theirs = [f"{m} to {d} {u}" for m, d, u in found if (m, d, u) not in mine]
        self.differs.check(f"{where} unbilled usage", only_ours, only_theirs)
        self.differs.check(f"{where} unbilled usage count", len(mine), len(found))

    def document_differs(self, where: str, ours: Document, theirs: Any) -> None:
        differs = self.differs
        where = f"{where} {ours.tenant}"
        differs.check(f"{where} tenant", ours.tenant, theirs["tenant"])
        differs.check(f"{where} kind", ours.kind, theirs["kind"])
        differs.check(f"{where} date", str(ours.day), theirs["date"])
        if ours.kind == "invoice":
            differs.check(f"{where} due", str(ours.due), theirs["due"])
        lines_differ(differs, where, ours.flat, theirs["lines"])
        tax_differs(differs, where, ours, theirs["tax"])
        for name in ("subtotal", "subsidy", "tax_total", "rounding", "total"):
            differs.money(f"{where} {name}", getattr(ours, name), theirs[name])
        if ours.kind == "invoice" and "again" not in where:
            differs.money(f"{where} open", self.oracle.item(str(ours.number)).open_at(), theirs["open"])

    def preview_differs(self, where: str, preview: Any, issued: Any) -> None:
        """Preview shows what issue does, but for numbers and what is open."""

        def bare(run: Any) -> dict[tuple[str, str], Any]:
            return {
                (each["tenant"], each["kind"]): {
                    name: value for name, value in each.items() if name not in ("number", "open")
                }
                for each in run["invoices"]
            }

        one, other = bare(preview), bare(issued)
        self.differs.check(f"{where} previewed tenants (issue is ours)", sorted(other), sorted(one))
        for key in one.keys() & other.keys():
            for name in sorted({*one[key], *other[key]}):
                values = other[key].get(name), one[key].get(name)
                self.differs.check(f"{where} preview {key} {name} (issue is ours)", *values)
        if any(each["number"] is not None for each in preview["invoices"]):
            self.differs.found.append(f"{where}: a preview carries a number")
        for name in ("missing", "unbilled_usage", "changed", "skipped", "issued"):
            self.differs.check(f"{where} preview {name} (issue is ours)", issued[name], preview[name])

    # ---- what people do between runs -----------------------------------------------------------

    def act(self, month: Month) -> None:
        draw = self.rng.random()
        if draw < 0.6:
            self.receive(month)
        elif draw < 0.75:
            self.reverse(month)
        elif draw < 0.85:
            self.credit()
        elif draw < 0.92:
            self.adjust_deposit(month)
        else:
            self.charge(month)

    def open_items(self) -> list[Item]:
        return [item for item in self.oracle.items if item.open_at() > 0 and item.ref.count("/") > 0]

    def receive(self, month: Month) -> None:
        rng, items = self.rng, self.open_items()
        if not items:
            return
        item = rng.choice(items)
        still = item.open_at()
        value = rng.choice([still, still, max(100, still // 2), still + 123456, 100])
        withheld = rng.choice([0, 0, value // 10])
        sales = rng.choice([0, 0, value // 20])
        day = item.day + timedelta(days=rng.randint(0, 50))
        receipt = Receipt(day, item.tenant, value - withheld - sales, withheld, sales)
        args = ["receipt", "--tenant", item.tenant, "--date", str(day), "--cash", rupees(receipt.cash)]
        if withheld:
            args += ["--income-tax", rupees(withheld)]
        if sales:
            args += ["--sales-tax", rupees(sales)]
        if rng.random() < 0.4:
            mine = [each.ref for each in items if each.tenant == item.tenant]
            receipt.invoices = rng.sample(mine, min(len(mine), rng.randint(1, 2)))
            for number in receipt.invoices:
                args += ["--invoice", number]
        source = self.oracle.receive(receipt, ref=f"receipt {len(self.acts)}")
        self.acts.append(" ".join(args))
        said = self.program.json(*args)
        self.receipts.append((source, receipt_ref(said)))
        self.allocation_differs(" ".join(args), source, said)

    def allocation_differs(self, where: str, source: Source, said: Any) -> None:
        """What a receipt settled, if its JSON lists it."""
        theirs = said.get("allocations", said.get("allocation"))
        if isinstance(theirs, list):
            mine = sorted(allocation.amount for allocation in source.allocations)
            found = sorted(paisa(each["amount"]) for each in theirs)
            self.differs.check(where, [rupees(each) for each in mine], [rupees(each) for each in found])

    def reverse(self, month: Month) -> None:
        live = [(source, ref) for source, ref in self.receipts if source.reversed_on is None]
        if not live:
            return
        source, ref = self.rng.choice(live)
        day = source.day + timedelta(days=self.rng.randint(0, 20))
        self.oracle.reverse(source, day)
        args = ["reverse", ref, "--date", str(day), "--reason", "cheque bounced"]
        self.acts.append(" ".join(args))
        self.program.run(*args)

    def adjust_deposit(self, month: Month) -> None:
        for tenant in self.book.tenants:
            held = self.oracle.deposit_held(tenant.code)
            mine = [item.open_at() for item in self.oracle.items if item.tenant == tenant.code]
            if not held or not sum(mine):
                continue
            amount = min(held, sum(mine), self.rng.randint(100, 5000000))
            day = month.last
            args = [
                "deposit",
                "adjust",
                "--tenant",
                tenant.code,
                "--date",
                str(day),
                "--amount",
                rupees(amount),
            ]
            self.acts.append(" ".join(args))
            self.program.run(*args)
            self.oracle.adjust_deposit(tenant.code, day, amount)
            return

    def credit(self) -> None:
        invoices = [
            d for d in self.oracle.documents if d.kind == "invoice" and any(line.left for line in d.flat)
        ]
        again = [d for d in invoices if any(line.credited for line in d.flat)]
        if again and self.rng.random() < 0.4:
            invoices = again
        if not invoices:
            return
        invoice = self.rng.choice(invoices)
        number = str(invoice.number)
        theirs_before = self.program.invoice(number)
        plain = [
            place
            for place, line in enumerate(theirs_before["lines"], 1)
            if line["head"] != "late_fee" and self._plain(invoice, line)
        ]
        args = ["credit", number, "--reason", "agreed"]
        if self.rng.random() < 0.7:
            args += ["--date", str(invoice.day + timedelta(days=self.rng.randint(0, 40)))]
        if self.rng.random() < 0.5 or not plain:
            said = self.program.json(*args)
            note = self.program.invoice(credit_ref(said))
            document = self.oracle.credit(number, date.fromisoformat(note["date"]))
        else:
            place = self.rng.choice(plain)
            line = theirs_before["lines"][place - 1]
            ours = next(each for each in invoice.lines if matches(each, line) and each.left)
            args += ["--line", str(place)]
            amount = self.part(invoice, ours)
            if amount is not None:
                args += ["--amount", rupees(amount)]
            said = self.program.json(*args)
            note = self.program.invoice(credit_ref(said))
            at = next(n for n, each in enumerate(invoice.flat, 1) if each is ours)
            document = self.oracle.credit(number, date.fromisoformat(note["date"]), at, amount)
        self.acts.append(" ".join(args))
        self.differs.check("credit note number", document.number, note["number"])
        self.document_differs(" ".join(args), document, note)
        after = self.program.invoice(number)
        self.differs.money(f"{' '.join(args)} then open", self.oracle.item(number).open_at(), after["open"])

    def part(self, invoice: Document, line: Line) -> int | None:
        """An amount of a line; None is the whole line, also where an amount might exceed the invoice's rest."""
        amount = max(1, line.left // self.rng.choice([1, 2, 3]))
        taken = sum(d.total for d in self.oracle.documents if d.credits == invoice.number)
        with_tax = amount * (1 + sum(pct for _, _, pct in line.taxes) / 100) + 100
        return None if self.rng.random() < 0.4 or with_tax > invoice.total + taken else amount

    @staticmethod
    def _plain(invoice: Document, theirs: Any) -> bool:
        """A positive line that something is left of."""
        ours = [line for line in invoice.lines if matches(line, theirs)]
        return len(ours) == 1 and ours[0].left > 0 and theirs["scheme"] is None

    def charge(self, month: Month) -> None:
        tenant = self.rng.choice(self.book.tenants).code
        day = month.day(self.rng.randint(1, 31))
        amount = self.rng.randint(100, 500000)
        args = ["charge", "--tenant", tenant, "--head", "cleaning", "--date", str(day)]
        args += ["--amount", rupees(amount)]
        self.acts.append(" ".join(args))
        self.program.run(*args)
        self.oracle.charge(tenant, "cleaning", day, amount)

    # ---- reports -------------------------------------------------------------------------------

    def finish(self, month: Month) -> None:
        end = month.plus(self.runs)
        brief = self.runs < RUNS
        for _ in range(1 if brief else 2):
            self.ageing(self.rng.choice([end.first, self.day_in(month, end)]))
        for tenant in self.rng.sample(self.book.tenants, 1 if brief else 3):
            self.statement(tenant.code, self.rng.choice([end.last, self.day_in(month, end)]))
        some = month.plus(self.rng.randint(0, self.runs - 1))
        self.subsidy_claim(some, self.program.report("subsidy-claim", str(some)))
        self.monthly(some)
        self.occupancy(self.day_in(month, end))
        if self.seed % 4 == 2 and not self.differs.found:
            self.round_trip(month)

    def round_trip(self, month: Month) -> None:
        """Exported, imported into a new park and run again: the documents of a park without interludes."""
        book = copy.deepcopy(self.oracle.book)
        book.one_offs += self.oracle.typed
        for receipt in book.receipts:
            receipt.invoices = []
        book.park.late_fee_pct = Decimal(0)
        oracle, program = Oracle(book), self.program
        exported, settings = program.folder.parent / "exported.xlsx", program.folder.parent / "settings.xlsx"
        program.run("export", str(exported))
        write_xlsx(Book(book.park), settings)
        self.program = Program(program.python, program.folder.with_name("again.stpdesk"), program.checkout)
        self.program.new(book.park.code, self.spare)
        self.program.run("import", str(exported))
        self.program.run("import", str(settings))
        for place in range(self.runs):
            theirs = self.program.json("bill", str(month.plus(place)))["invoices"]
            ours = oracle.bill(month.plus(place)).documents
            where = f"exported, imported, {month.plus(place)}"
            self.differs.check(f"{where} issued", len(ours), len(theirs))
            for document, other in zip(
                by_number(ours), sorted(theirs, key=lambda each: each["number"]), strict=False
            ):
                self.document_differs(f"{where} again {other['number']}", document, other)

    def day_in(self, first: Month, last: Month) -> date:
        days = (last.first - first.first).days
        return first.first + timedelta(days=self.rng.randint(0, days))

    def ageing(self, as_at: date) -> None:
        where = f"ageing {as_at}"
        said = self.program.report("ageing", "--as-at", str(as_at))
        self.ageing_differs(where, self.oracle.ageing(as_at), said["ageing"])
        theirs = {row["tenant"]: row for row in said["tenants"]}
        for tenant in self.book.tenants:
            ours = self.oracle.ageing(as_at, tenant.code)
            if tenant.code in theirs:
                self.ageing_differs(f"{where} {tenant.code}", ours, theirs[tenant.code])
            elif ours.total or ours.advances:
                self.differs.found.append(f"{where}: {tenant.code} is not listed, ours {ours}")

    def ageing_differs(self, where: str, ours: Any, theirs: Any) -> None:
        for name in ("not_due", "d1_30", "d31_60", "d61_90", "over_90", "advances", "total"):
            if name in theirs or name == "total":
                self.differs.money(f"{where} {name}", getattr(ours, name), theirs[name])

    def statement(self, tenant: str, as_at: date) -> None:
        where = f"statement {tenant} {as_at}"
        said = self.program.report("statement", "--tenant", tenant, "--as-at", str(as_at))
        moves, closing = self.oracle.statement(tenant, as_at)
        self.differs.money(f"{where} closing", closing, said["closing"])
        balance = paisa(said["opening"])
        days = [line["date"] for line in said["lines"]]
        self.differs.check(f"{where} date order", sorted(days), days)
        for line in said["lines"]:
            balance += amount_or_0(line["debit"]) - amount_or_0(line["credit"])
            self.differs.money(f"{where} running balance at {line['ref']}", balance, line["balance"])
        self.differs.money(f"{where} opening and lines add to closing", balance, said["closing"])
        mine = sorted(
            (str(m.day), m.debit, m.credit) for m in moves if m.kind != "opening" and m.debit + m.credit
        )
        openings = sorted((str(m.day), m.debit, m.credit) for m in moves if m.kind == "opening" or m.credit)
        theirs = sorted(
            (line["date"], amount_or_0(line["debit"]), amount_or_0(line["credit"])) for line in said["lines"]
        )
        missing = [each for each in mine if each not in theirs]
        strange = [each for each in theirs if each not in mine and each not in openings and any(each[1:])]
        self.differs.check(f"{where} movements (date, debit, credit in paisa)", missing, strange)

    def subsidy_claim(self, month: Month, said: Any) -> None:
        rows = said if isinstance(said, list) else said.get("subsidy_claim", said.get("claim"))
        ours = {
            key: (tenants, rupees(amount))
            for key, (tenants, amount) in self.oracle.subsidy_claim(month).items()
            if amount
        }
        theirs = {
            (row["scheme"], row["funder"], row["head"]): (len_or_number(row["tenants"]), row["amount"])
            for row in rows
            if paisa(row["amount"])
        }
        for key in sorted({*ours, *theirs}):
            self.differs.check(f"subsidy claim {month} {key}", ours.get(key), theirs.get(key))

    def monthly(self, month: Month) -> None:
        said = self.program.report("monthly", str(month))
        where = f"monthly {month}"
        as_of = date.fromisoformat(str(said["as_of"])[:10])
        self.differs.check(f"{where} as_of", month.last, as_of)
        self.occupancy_differs(where, as_of, said["occupancy"])
        average = self.oracle.average_occupancy(month)
        self.share(f"{where} average_pct", average, said["occupancy"]["average_pct"])
        self.subsidy_claim(month, said["subsidy_claim"])
        self.ageing_differs(f"{where} ageing", self.oracle.ageing(as_of), said["ageing"])
        billing = self.oracle.billing(month)
        for name, amount in billing.items():
            if abs(amount) != abs(paisa(said["billing"][name])):
                self.differs.money(f"{where} billing.{name}", amount, said["billing"][name])
        heads = {head: rupees(amount) for head, amount in self.oracle.by_head(month).items() if amount}
        by_head = {head: value for head, value in said["billing"]["by_head"].items() if paisa(value)}
        self.differs.check(f"{where} billing.by_head", heads, by_head)
        self.tenants(f"{where} tenants", month, as_of, said["tenants"])
        self.returns(month, said)

    def tenants(self, where: str, month: Month, as_of: date, rows: list[Any]) -> None:
        present = self.oracle.present(month)
        self.differs.check(where, sorted(present), sorted(row["tenant"] for row in rows))
        for row in rows:
            self.share(
                f"{where} {row['tenant']} sqft", self.oracle.area_of(row["tenant"], as_of), row["sqft"]
            )

    def returns(self, month: Month, said: Any) -> None:
        where = f"returns {month}"
        ours, theirs = self.oracle.returns(month), said["returns"]
        present = self.oracle.present(month)
        absent = [r for r in self.book.returns if r.month == month and r.tenant not in present]
        self.differs.check(f"{where} expected", len(present), theirs["expected"])
        if absent:
            return
        for name in ("reported", "men", "women", "freelancers", "trainees"):
            value = ours[name]
            self.differs.check(f"{where} {name}", None if value is None else int(value), theirs[name])
        if ours["domestic_pkr"] is not None:
            self.differs.money(f"{where} domestic_pkr", int(ours["domestic_pkr"]), theirs["domestic_pkr"])

    def occupancy(self, day: date) -> None:
        said = self.program.report("occupancy", "--as-at", str(day))
        self.occupancy_differs(f"occupancy {day}", day, said.get("occupancy", said))

    def occupancy_differs(self, where: str, day: date, theirs: Any) -> None:
        ours = self.oracle.occupancy(day)
        pct = ours.leased_sqft / ours.lettable_sqft * 100 if ours.lettable_sqft else None
        self.share(f"{where} pct", pct, theirs["pct"])
        self.share(f"{where} lettable_sqft", ours.lettable_sqft, theirs["lettable_sqft"])
        self.share(f"{where} leased_sqft", ours.leased_sqft, theirs["leased_sqft"])
        self.share(f"{where} wale_months", ours.wale_months, theirs["wale_months"])
        for name in ("units", "units_let", "seats", "seats_let", "ending_90_days"):
            self.differs.check(f"{where} {name}", getattr(ours, name), theirs[name])

    def share(self, where: str, ours: Fraction | None, theirs: Any) -> None:
        if ours is None or theirs is None:
            self.differs.check(where, ours, theirs)
        elif abs(float(ours) - float(theirs)) > 1e-6 * max(1.0, abs(float(ours))):
            self.differs.found.append(f"{where}: ours {float(ours)} / theirs {theirs}")


# ---- lines and taxes -----------------------------------------------------------------------------


def by_number(documents: list[Document]) -> list[Document]:
    return sorted(documents, key=lambda document: str(document.number))


def amount_or_0(text: Any) -> int:
    return 0 if text is None else paisa(text)


def len_or_number(value: Any) -> int:
    return len(value) if isinstance(value, list) else int(value)


def receipt_ref(said: Any) -> str:
    return str(said.get("receipt") or said.get("number") or said.get("ref"))


def credit_ref(said: Any) -> str:
    return str(said.get("number") or said.get("credit"))


def matches(line: Line, theirs: Any) -> bool:
    """The same line, as far as its own identity goes."""
    return (
        line.head == str(theirs["head"]).casefold()
        and line.amount == paisa(theirs["amount"])
        and (line.scheme or None) == theirs["scheme"]
        and (line.kind not in ("recurring", "metered") or str(line.first) == theirs["from"])
        and (line.unit is None or theirs["unit"] is None or line.unit == theirs["unit"])
    )


def said(line: Line) -> str:
    dates = f" {line.first}..{line.last}" if line.first else ""
    scheme = f" [{line.scheme}]" if line.scheme else ""
    days = f" {line.days}/{line.days_in_month} days" if line.days else ""
    quantity = f" {float(line.quantity)} x {float(line.rate or 0)}" if line.quantity is not None else ""
    return f"{line.head}{scheme} {line.unit or ''}{dates}{days}{quantity} = {rupees(line.amount)}"


def shown(line: Any) -> str:
    scheme = f" [{line['scheme']}]" if line["scheme"] else ""
    days = f" {line['days']}/{line['days_in_month']} days" if line["days"] else ""
    quantity = f" {line['quantity']} x {line['rate']}" if line["quantity"] is not None else ""
    unit, dates = line["unit"] or "", f" {line['from']}..{line['to']}"
    return f"{line['head']}{scheme} {unit}{dates}{days}{quantity} = {line['amount']}"


def lines_differ(differs: Differences, where: str, ours: list[Line], theirs: list[Any]) -> None:
    """Pair the lines one by one; report those without a partner, then the fields of pairs."""
    left = list(theirs)
    for line in ours:
        partner = next((each for each in left if matches(line, each)), None)
        if partner is None:
            differs.found.append(f"{where}: ours only: {said(line)}")
            continue
        left.remove(partner)
        fields_differ(differs, f"{where} {said(line)}", line, partner)
    differs.found += [f"{where}: theirs only: {shown(line)}" for line in left]


def fields_differ(differs: Differences, where: str, line: Line, theirs: Any) -> None:
    if line.kind in ("recurring", "subsidy", "metered") and line.first is not None:
        differs.check(f"{where} from", str(line.first), theirs["from"])
        differs.check(f"{where} to", str(line.last), theirs["to"])
    if line.days is not None:
        differs.check(
            f"{where} days", (line.days, line.days_in_month), (theirs["days"], theirs["days_in_month"])
        )
    if line.quantity is not None and line.rate is not None and line.kind != "subsidy":
        quantity = None if theirs["quantity"] is None else Fraction(Decimal(str(theirs["quantity"])))
        rate = None if theirs["rate"] is None else Fraction(Decimal(str(theirs["rate"])))
        differs.check(f"{where} quantity x rate", (line.quantity, line.rate), (quantity, rate))


def tax_differs(differs: Differences, where: str, ours: Document, theirs: list[Any]) -> None:
    mine = sorted((t.authority, t.name, str(t.pct), rupees(t.base), rupees(t.amount)) for t in ours.tax)
    found = sorted(
        (t["authority"] or "", t["name"], str(Fraction(str(t["pct"]))), t["base"], t["amount"])
        for t in theirs
    )
    only_ours = [each for each in mine if each not in found]
    only_theirs = [each for each in found if each not in mine]
    differs.check(f"{where} tax", only_ours, only_theirs)
    differs.check(f"{where} tax lines", len(mine), len(found))


# ---- many seeds ----------------------------------------------------------------------------------


def try_seed(seed: int | str, how: How) -> list[str]:
    """The differences of one seed, or of a corner by its name; the workbook is kept if there are any."""
    keep = how.keep
    with tempfile.TemporaryDirectory(prefix="oracle-") as name:
        trial = Trial(seed if isinstance(seed, int) else 0, Path(name), how)
        try:
            if isinstance(seed, int):
                trial.live()
            else:
                trial.corner(seed)
        except (ProgramError, LookupError, TypeError, ValueError, StopIteration) as fault:
            trial.differs.found.append(f"{type(fault).__name__}: {fault}")
            trial.acts.append(traceback.format_exc())
        found = trial.differs.found
        if found and keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            for workbook in (trial.workbook, trial.second):
                if workbook.exists():
                    (keep / workbook.name.replace("seed-0", f"seed-{seed}")).write_bytes(
                        workbook.read_bytes()
                    )
            words = "\n".join([*trial.acts, "", *found, ""])
            (keep / f"seed-{seed}.txt").write_text(words, encoding="utf-8")
    return found


def seeds_of(text: str) -> list[int]:
    seeds: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        seeds += range(int(first), int(last or first) + 1)
    return seeds


def told(pool: ThreadPoolExecutor, seeds: Sequence[Any], work: Callable[[Any], list[str]]) -> int:
    """Tries every seed and says what was found; returns how many differ."""
    failed = 0
    jobs = {seed: pool.submit(work, seed) for seed in seeds}
    for seed, job in jobs.items():
        found = job.result()
        failed += bool(found)
        print(f"seed {seed}: {'agree' if not found else f'{len(found)} differences'}", flush=True)
        for each in found[:MOST]:
            print(f"    {each}", flush=True)
    return failed


def ended(failed: int, tried: int, began: float, kept: Path) -> int:
    """Says how it went; returns the exit status."""
    end_servers()
    took = time.monotonic() - began
    print(f"{tried - failed} of {tried} seeds agree; {took:.0f} s; kept in {kept}")
    return 1 if failed else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="0-50")
    parser.add_argument("--size", type=int, default=6, help="tenants of a park")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "oracle-differences")
    parser.add_argument("--checkout", type=Path, default=CHECKOUT, help="the program's folder")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--corners", action="store_true", help="the parks made by hand, not random ones")
    args = parser.parse_args()
    seeds: list[int] | list[str] = list(CORNERS) if args.corners else seeds_of(args.seeds)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="oracle-spare-") as name, ThreadPoolExecutor(args.jobs) as pool:
        how = How(args.size, RUNS, args.python, args.checkout, args.keep, Path(name))
        failed = told(pool, seeds, lambda seed: try_seed(seed, how))
    return ended(failed, len(seeds), began, args.keep)


if __name__ == "__main__":
    sys.exit(main())
