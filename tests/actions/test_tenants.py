"""Tenants entered and changed; identifiers are doubted, never refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from stpdesk.actions import tenants
from stpdesk.core.errors import Refused
from stpdesk.core.forms import TenantForm
from stpdesk.core.money import E4
from stpdesk.core.tenant_forms import doubts
from stpdesk.db import rows

from .conftest import Desk, money

FORM = TenantForm(
    "T-0131",
    "Leepa Software (Pvt) Ltd",
    ntn="1234567-8",
    cnic="71501-1234567-1",
    pseb_valid_to=date(2027, 6, 30),
)


def refused(work: Callable[[], object]) -> tuple[str | None, str]:
    with pytest.raises(Refused) as caught:
        work()
    return caught.value.field, str(caught.value)


def test_a_tenant_reads_back_as_typed_with_its_search_forms(desk: Desk) -> None:
    form = replace(
        FORM,
        name="  کشمیر سافٹ ویئر ",
        contact="Ms Noor",
        phone="",
        income_tax_pct=E4(150_000),
        tax_exempt=True,
    )
    changes = tenants.add_tenant(desk.session, form)
    assert (changes.told["tenant"], changes.told["notices"]) == ("T-0131", [])
    (there,) = tenants.everybody(desk.session)
    assert replace(TenantForm.of(there), name=form.name, phone="") == form
    assert there.name == "کشمیر سافٹ ویئر"
    with desk.session.park.reading() as db:
        ((natural, sought),) = rows.fetch(db, "SELECT natural, sought FROM tenants")
    assert (natural, "ms noor" in sought) == ("t-\t003131", True)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"code": " "}, "code", "Give the tenant a code."),
        ({"code": "t-1"}, "code", "T-1 is Kel Labs already."),
        ({"name": ""}, "name", "Give the tenant's name, as it stands on the invoice."),
        ({"kind": "k" * 61}, "kind", "A kind has 60 letters at most; this one has 61."),
        ({"income_tax_pct": 1_000_001}, "income_tax_pct", "The percentage must be between 0 and 100."),
        (
            {"sales_tax_withheld_pct": -1},
            "sales_tax_withheld_pct",
            "The percentage must be between 0 and 100.",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    desk: Desk, changes: dict[str, Any], field: str, sentence: str
) -> None:
    desk.put("Tenants", tenant="T-1", name="Kel Labs").store()
    assert refused(lambda: tenants.add_tenant(desk.session, replace(FORM, **changes))) == (field, sentence)


def test_odd_identifiers_and_ones_of_others_are_said_and_saved(desk: Desk) -> None:
    desk.put("Tenants", tenant="T-1", name="leepa software (pvt) ltd", ntn="12345678", pseb_no="Z-24").store()
    form = replace(
        FORM, cnic="9", strn="1", pseb_no="z24", pseb_valid_to=date(2026, 9, 30), email="noor at leepa"
    )
    told = tenants.add_tenant(desk.session, form).told["notices"]
    assert told == [
        "NTN 1234567-8 is also that of T-1, leepa software (pvt) ltd.",
        "STRN “1”: an STRN has 13 digits, or a province's letter and the NTN.",
        "CNIC “9”: a CNIC has 13 digits, such as 71501-1234567-1.",
        "PSEB registration z24 is also that of T-1, leepa software (pvt) ltd.",
        "T-1 bears the same name.",
        "The PSEB registration ended on 30 Sep 2026.",
        "“noor at leepa” is no e-mail address.",
    ]
    fields = [field for field, _ in doubts(form, tenants.everybody(desk.session), None, date(2026, 10, 1))]
    assert {"ntn", "strn", "cnic", "pseb_no", "name", "pseb_valid_to", "email"} == set(fields)


@pytest.mark.parametrize("cnic", ["71501-1234567-1", "81501-1234567-2", "1234512345671"])
def test_identity_cards_of_gilgit_and_kashmir_are_right(cnic: str) -> None:
    assert not [
        told
        for field, told in doubts(TenantForm("T", "T", cnic=cnic), [], None, date(2026, 1, 1))
        if field == "cnic"
    ]


def test_a_changed_name_leaves_issued_invoices_alone(desk: Desk) -> None:
    (paper,) = desk.let().bill("2026-10")
    (there,) = tenants.everybody(desk.session)
    changes = tenants.change_tenant(
        desk.session, "t1", replace(TenantForm.of(there), name="Neelum", kind="start-up")
    )
    assert changes.told["act"] == (desk.head()[0], desk.head()[0])
    assert desk.find(paper).party["name"] == "Tenant T1"
    assert money(paper.total) == "90000.00"
    assert (
        tenants.change_tenant(
            desk.session, "T1", replace(TenantForm.of(there), name="Neelum", kind="start-up")
        ).nouns
        == frozenset()
    )
    assert refused(lambda: tenants.change_tenant(desk.session, "T9", FORM))[0] == "tenant"


def test_the_next_tenant_takes_the_next_code(desk: Desk) -> None:
    assert tenants.new_form(desk.session).code == "T-001"
    desk.put("Tenants", tenant="T-0130", name="A").put("Tenants", tenant="T-0104", name="B").put(
        "Tenants", tenant="Guest", name="C"
    ).store()
    assert tenants.new_form(desk.session).code == "T-0131"
