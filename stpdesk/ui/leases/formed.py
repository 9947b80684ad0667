"""Between the form's fields and the lease form of core, both ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stpdesk.core.forms import ChargeForm, LeaseForm
from stpdesk.core.leases import SQFT, RateStep

_PLAIN = (
    "starts", "ends", "rate", "seats", "rent_free_to", "escalation_pct", "escalation_months", "deposit",
)  # fmt: skip


def form_of(values: Mapping[str, Any]) -> LeaseForm:
    """What the fields say; rate steps that are not whole yet are left out."""
    return LeaseForm(
        code=values["code"] or "",
        tenant=values["tenant"] or "",
        units=tuple(values["units"]),
        basis=values["basis"] or SQFT,
        holdover=bool(values["holdover"]),
        steps=tuple(
            RateStep(one["starts"], one["rate"])
            for one in values["steps"]
            if one["starts"] is not None and one["rate"] is not None
        ),
        charges=tuple(
            ChargeForm(one["head"] or "", one["monthly"], one["description"], one["starts"], one["ends"], one["id"])
            for one in values["charges"]
        ),
        **{name: values[name] for name in _PLAIN},
    )  # fmt: skip


def values_of(form: LeaseForm) -> dict[str, Any]:
    """What the fields show of a lease form."""
    return {
        "code": form.code or None,
        "tenant": form.tenant or None,
        "units": list(form.units),
        "basis": form.basis,
        "holdover": form.holdover,
        "steps": [{"starts": one.starts, "rate": one.rate} for one in form.steps],
        "charges": [
            {
                "head": one.head, "description": one.description, "monthly": one.monthly, "starts": one.starts,
                "ends": one.ends, "id": one.id,
            }
            for one in form.charges
        ],
        **{name: getattr(form, name) for name in _PLAIN},
    }  # fmt: skip
