"""What the window says once an act is taken back: the thing it was about, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from stpdesk.core.changes import Changes
from stpdesk.core.money import group_lakh
from stpdesk.ui import wording

ONE = {
    "leases": "lease {name}", "units": "unit {name}", "tenants": "tenant {name}", "readings": "the reading of {name}",
    "meters": "meter {name}", "returns": "the return of {name}", "one_offs": "the charge to {name}",
    "repairs": "the repair of unit {name}", "attachments": "the document {name}", "outages": "the outage {name}",
    "links": "link {name}", "schedule": "the window of the schedule", "causes": "the cause {name}",
    "schemes": "the subsidy {name}", "tax_rates": "the tax {name}", "tariffs": "the tariff", "floors": "the picture behind the plan",
}  # fmt: skip
"""One thing of each of `actions.undone.KINDS`, inside a sentence; translated when it is said."""

MORE = {
    "leases": "{n} leases", "units": "{n} units", "tenants": "{n} tenants", "readings": "{n} readings",
    "meters": "{n} meters", "returns": "{n} returns", "one_offs": "{n} charges", "repairs": "{n} repairs",
    "attachments": "{n} documents", "outages": "{n} outages", "links": "{n} links", "schedule": "{n} windows of the schedule",
    "causes": "{n} causes", "schemes": "{n} subsidies", "tax_rates": "{n} taxes", "tariffs": "{n} tariffs", "floors": "{n} pictures behind plans",
}  # fmt: skip


def tr(text: str) -> str:
    """Translated, in the context of this module."""
    return QCoreApplication.translate("undone", text)


def sentence(changes: Changes) -> str:
    """“Undone: the reading of E-A-101 is taken out again.”, from the answer of `actions.undo.undo`."""
    from stpdesk.actions.undone import ENTERED, REMOVED, TakenBack

    taken = changes.told.get("undone")
    assert isinstance(taken, TakenBack)
    if taken.count == 1:
        thing = tr(ONE[taken.kind]).format(name=taken.name)
    else:
        thing = tr(MORE[taken.kind]).format(n=group_lakh(taken.count))
    if taken.kind == "outages":
        one, more = tr("Undone: {thing} has no cause again."), tr("Undone: {thing} have no cause again.")
    elif taken.how == ENTERED:
        one, more = tr("Undone: {thing} is taken out again."), tr("Undone: {thing} are taken out again.")
    elif taken.how == REMOVED:
        one, more = tr("Undone: {thing} is there again."), tr("Undone: {thing} are there again.")
    else:
        one, more = tr("Undone: {thing} is as it was before."), tr("Undone: {thing} are as they were before.")
    return wording.sentence((one if taken.count == 1 else more).format(thing=thing))
