"""The sheets and columns others rely on are all there, with the required ones marked."""

from __future__ import annotations

import pytest

from stpdesk.workbook.spec import LISTS, READ_ME, SHEETS, Kind

CONTRACT = {
    "Park": "code name city province kind status partner established_on covered_sqft invoice_day due_days"
    " round_to_rupee rent_billing billing_from outages_from subsidy_tax_base late_fee_pct occupancy_target_pct"
    " power_target_pct internet_target_pct outage_join_minutes momentary_minutes"
    " power_grace_minutes ntn strn address bank iban name_urdu cover_text section_order"
    " sign_documents sample",
    "Units": "*unit building floor name kind *sqft seats lettable x y w h",
    "Tenants": "*tenant *name kind pseb_no pseb_valid_to ntn strn cnic contact phone email address tax_exempt"
    " income_tax_pct sales_tax_withheld_pct",
    "Leases": "*lease *tenant *units *start end *basis *rate seats rent_free_to escalation_pct escalation_months"
    " deposit holdover",
    "Rates": "*lease *from *rate",
    "Charges": "*lease *head description *monthly start end",
    "Subsidies": "*scheme *funder *head *pct *from *to applies_to",
    "Taxes": "*head authority *name *pct *from to",
    "Meters": "*meter unit *supply multiplier digits",
    "Tariffs": "*supply *from *rate",
    "Readings": "*meter *date *reading event note",
    "Adjustments": "*supply *usage_month *rate *bill_in",
    "OneOff": "*tenant *head description *date *amount",
    "Opening": "*tenant *date due *amount",
    "Deposits": "*tenant *date *kind *amount note",
    "Receipts": "*date *tenant method *cash income_tax sales_tax certificate invoice note"
    " reversed_on reversal_reason",
    "Links": "*link isp upstream mbps role in_service_from to",
    "Outages": "*service link units *start end planned cause note",
    "Runs": "*source *start end carries litres kwh hour_meter note",
    "Schedule": "*weekday *from *to service valid_from valid_to",
    "Gaps": "*start *end service link note",
    "Returns": "*tenant *month men women freelancers trainees exports_usd domestic_pkr",
    "Attention": "*matter *since exposure *decision order month settled_on outcome",
    "Signatories": "*role *name title",
}


def test_every_sheet_is_there() -> None:
    assert list(SHEETS) == list(CONTRACT)
    assert not {READ_ME, LISTS} & set(SHEETS)


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_are_those_promised(name: str) -> None:
    columns = [f"{'*' if column.required else ''}{column.name}" for column in SHEETS[name].columns]
    assert columns == CONTRACT[name].split()


def test_keys_and_references_name_columns_that_exist() -> None:
    for sheet in SHEETS.values():
        for name in sheet.key:
            assert sheet.column(name).name == name
        for column in sheet.columns:
            if column.refers:
                assert SHEETS[column.refers].key == (SHEETS[column.refers].columns[0].name,)


def test_choices_belong_to_choice_columns_only() -> None:
    for sheet in SHEETS.values():
        for column in sheet.columns:
            assert bool(column.choices) == (column.kind is Kind.CHOICE), (sheet.name, column.name)
