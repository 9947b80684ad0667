"""What every setting of the park is called and does, in words; the groups they are listed in."""

from __future__ import annotations

from dataclasses import dataclass

PARK, BILLING, REPORT, SERVICES, MONITOR = "park", "billing", "report", "services", "monitor"
GROUPS = {
    PARK: "Park", BILLING: "Billing", REPORT: "Report", SERVICES: "Power and internet", MONITOR: "Monitor",
    "Taxes": "Tax", "Subsidies": "Subsidy", "Tariffs": "Tariff", "Adjustments": "Fuel adjustment",
}  # fmt: skip
"""Groups by their key, those of dated rows by their sheet; translated where they are shown."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A setting in words."""

    group: str
    title: str
    does: str


SETTINGS = {
    "name": Explained(PARK, "Name", "The park’s full name, at the head of every document."),
    "name_urdu": Explained(PARK, "Name in Urdu", "Stands beside the name at the head of documents."),
    "code": Explained(PARK, "Code", "Begins every document’s number; fixed once a document is issued."),
    "city": Explained(PARK, "City", "Where the park is; stands under its name."),
    "province": Explained(PARK, "Province", "For PSEB’s lists of parks."),
    "kind": Explained(PARK, "Kind", "What PSEB counts the park as."),
    "status": Explained(PARK, "Status", "Whether the park works already."),
    "partner": Explained(PARK, "Partner", "Who gives the building; stands in the monthly report."),
    "established_on": Explained(PARK, "Established on", "Standing subsidies count twelve months from this day."),
    "covered_sqft": Explained(PARK, "Covered area", "Square feet of the whole building, let or not."),
    "address": Explained(PARK, "Address", "Printed on invoices and statements."),
    "ntn": Explained(PARK, "NTN", "National tax number, printed on invoices."),
    "strn": Explained(PARK, "STRN", "Sales tax registration, printed on invoices."),
    "bank": Explained(PARK, "Bank", "Bank and account title, printed on invoices: where tenants pay."),
    "iban": Explained(PARK, "IBAN", "Account number, printed on invoices."),
    "logo": Explained(PARK, "Logo", "A PNG or JPEG at the head of every document."),
    "invoice_day": Explained(BILLING, "Day of invoices", "The day of the month that a run’s invoices are dated."),
    "due_days": Explained(BILLING, "Days to pay", "Days from the invoice to the day it is due."),
    "rent_billing": Explained(BILLING, "Rent is billed", "In advance: a run bills its own month. In arrears: the month before."),
    "billing_from": Explained(BILLING, "Billing begins", "Nothing of a month before this one is billed or called missing."),
    "round_to_rupee": Explained(BILLING, "Whole rupees", "An invoice ends with a line that rounds it to the rupee."),
    "subsidy_tax_base": Explained(BILLING, "Tax on subsidised lines", "Net: on what is left for the tenant. Gross: on the whole line."),
    "late_fee_pct": Explained(BILLING, "Late fee", "Percent a month of what is overdue, in each run; 0 is none."),
    "cover_text": Explained(REPORT, "Cover text", "A paragraph of your own before the monthly report’s figures."),
    "section_order": Explained(REPORT, "Order of sections", "Sections of the monthly report in another order, split by semicolons."),
    "occupancy_target_pct": Explained(REPORT, "Target of occupancy", "What the report measures the let share against."),
    "power_target_pct": Explained(REPORT, "Target of power", "What the report measures power at tenants against."),
    "internet_target_pct": Explained(REPORT, "Target of internet", "What the report measures internet against."),
    "sign_documents": Explained(REPORT, "Sign documents", "PDF of closed months are signed by the park’s own key."),
    "sample": Explained(REPORT, "Sample figures", "Every document says that its figures are invented."),
    "outages_from": Explained(SERVICES, "Figures begin", "Time before this day counts in no figure of power or internet."),
    "outage_join_minutes": Explained(SERVICES, "Joined within", "A gap of so many minutes joins two outages to one event."),
    "momentary_minutes": Explained(SERVICES, "Momentary up to", "A longer event is a sustained interruption."),
    "power_grace_minutes": Explained(SERVICES, "Charged to power", "So long after power is back a link’s outage still counts as power’s."),
}  # fmt: skip
"""Settings of the Park sheet, and the logo."""

WATCHED = {
    "battery": ("This PC’s battery", "Its change to battery is a hint that power went."),
    "notify": ("Messages", "The monitor shows a message when something goes or comes back."),
    "times.interval": ("Seconds between looks", "How often a link that is well is asked."),
    "times.suspicion": ("Seconds when in doubt", "How often it is asked once it did not answer."),
    "times.jitter": (
        "Seconds of play",
        "A look comes up to so much later, so that parks do not ask in step.",
    ),
    "times.timeout": ("Seconds to wait", "How long an answer may take before it counts as none."),
    "times.power": ("Seconds between looks at power", "How often this PC’s power is looked at."),
    "times.battery": ("Seconds on battery", "How often the UPS is asked while it is on battery."),
    "times.heartbeat": ("Seconds between signs of life", "How exactly is known when this PC went off."),
    "judging.failures": ("Failures to go", "So many looks without an answer begin an outage."),
    "judging.passes": ("Answers to come back", "So many answers end it."),
    "judging.loss_pct": ("Loss allowed", "Percent of lost answers from which a link counts as poor."),
    "judging.slower": ("Times slower", "So many times slower than usual counts as poor."),
    "judging.flap_edges": ("Changes to be unstable", "So often up and down is said once as unstable."),
    "judging.flap_minutes": ("Minutes to be unstable", "Within this time."),
    "judging.remind_minutes": ("Minutes to a reminder", "How often an outage that lasts is said again."),
    "judging.keep_days": ("Days of single looks", "So long they are kept; the days’ totals stay for ever."),
    "ups.name": ("UPS", "Its name on a NUT server; blank = none is watched."),
    "ups.host": ("UPS server", "Where the NUT server is."),
    "ups.port": ("UPS port", "The port of the NUT server."),
    "source": ("sends from", "This PC’s address for the link, where there are several."),
    "gateway": ("router", "The first thing asked; auto = found from this PC’s routes."),
    "resolver": ("name server", "The provider’s, asked next; auto = found."),
    "domestic": ("name at home", "A name in Pakistan, asked of the name server."),
    "foreign": ("targets abroad", "Addresses abroad, split by commas; two or more."),
    "question": ("name asked abroad", "The name asked of the targets abroad."),
    "portal": ("page", "A page that answers nothing unless a login page stands between."),
}
"""Settings of the monitor by their key, those of a link by what stands after its code."""
