"""What is wrong, or worth a look, about a tenant as typed: refusals beside their field, doubts that block nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from stpdesk.core.codes import fold, too_long
from stpdesk.core.errors import Refused
from stpdesk.core.forms import TenantForm
from stpdesk.core.identifiers import bare, doubt
from stpdesk.core.money import ONE
from stpdesk.core.sentences import Sentence
from stpdesk.core.tenants import Tenant

IDENTIFIERS = {"ntn": "NTN", "strn": "STRN", "cnic": "CNIC", "pseb_no": "PSEB registration"}
LONGEST_KIND = 60
"""Letters of a kind: it stands in lists and heads beside other words."""
SHORTEST_PHONE = 7
"""Digits of a number without its area code."""


def faults(form: TenantForm, there: Iterable[Tenant], key: str | None = None) -> list[Refused]:
    """All that would be refused when this is saved; `key` is the tenant it changes, None for a new one."""
    found: list[Refused] = []
    if not fold(form.code):
        found.append(Refused("Give the tenant a code.", field="code"))
    if long := too_long(form.code):
        found.append(long)
    found += [
        Refused("{code} is {name} already.", field="code", code=one.code, name=one.name)
        for one in there
        if one.id != key and fold(one.code) == fold(form.code)
    ]
    if not form.name.strip():
        found.append(Refused("Give the tenant's name, as it stands on the invoice.", field="name"))
    if form.kind is not None and len(form.kind.strip()) > LONGEST_KIND:
        found.append(
            Refused(
                "A kind has {most} letters at most; this one has {letters}.",
                field="kind", most=LONGEST_KIND, letters=len(form.kind.strip()),
            )
        )  # fmt: skip
    for field in ("income_tax_pct", "sales_tax_withheld_pct"):
        percent = getattr(form, field)
        if percent is not None and not 0 <= percent <= 100 * ONE:
            found.append(Refused("The percentage must be between 0 and 100.", field=field))
    return found


def notices(form: TenantForm, there: Sequence[Tenant], key: str | None, today: date) -> list[str]:
    """What may be saved but should be looked at: odd identifiers, ones another tenant has, a registration that is over."""
    return [told for _, told in doubts(form, there, key, today)]


def doubts(
    form: TenantForm, there: Sequence[Tenant], key: str | None, today: date
) -> Iterator[tuple[str, str]]:
    """The same with the field each is about."""
    others = [one for one in there if one.id != key]
    for field, name in IDENTIFIERS.items():
        value = getattr(form, field)
        if not value or not value.strip():
            continue
        if field != "pseb_no" and (why := doubt(field, value)):
            yield field, Sentence("{name} “{value}”: {why}.", name=name, value=value.strip(), why=why)
        same = [one for one in others if bare(getattr(one, field) or "") == bare(value)]
        if same:
            yield field, Sentence(
                "{name} {value} is also that of {code}, {tenant}.",
                name=name, value=value.strip(), code=same[0].code, tenant=same[0].name,
            )  # fmt: skip
    for one in others:
        if fold(one.name) == fold(form.name) and fold(form.name):
            yield "name", Sentence("{code} bears the same name.", code=one.code)
    if form.pseb_valid_to is not None and form.pseb_valid_to < today:
        yield "pseb_valid_to", Sentence("The PSEB registration ended on {day}.", day=form.pseb_valid_to)
    if form.phone and sum(one.isdigit() for one in form.phone) < SHORTEST_PHONE:
        yield "phone", Sentence("“{phone}” is too short for a phone number.", phone=form.phone.strip())
    if form.email and "@" not in form.email:
        yield "email", Sentence("“{email}” is no e-mail address.", email=form.email.strip())
