"""Which document of this park a paper is, and whether it is unchanged: `stpdesk verify`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from stpdesk.core.civil import local
from stpdesk.core.differences import differences
from stpdesk.core.errors import Refused
from stpdesk.core.frozen import PDF, FrozenDocument
from stpdesk.core.months import Month
from stpdesk.db import frozen, probes, settings, signing_key
from stpdesk.reports import catalogue, identity
from stpdesk.reports.asked import Asked
from stpdesk.reports.catalogue import Scope
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.imprint import SHOWN
from stpdesk.reports.identity import JSON, Claim
from stpdesk.reports.signing import Signature, signature

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.park import Park

_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a paper is: `told` is one sentence, `notices` more of them; `data` the same as JSON."""

    unchanged: bool
    told: str
    notices: tuple[str, ...]
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Bench:
    """Where papers are compared: the park, its open snapshot, and what the paper is called in sentences."""

    park: Park
    db: Database
    name: str

    @property
    def park_name(self) -> str:
        """The park's name."""
        return settings.load(self.db).name

    def verdict(
        self, unchanged: bool, told: str, *notices: str, document: FrozenDocument | None = None,
        claim: Claim | None = None, form: str | None = None,
    ) -> Verdict:  # fmt: skip
        """The answer in words and as JSON."""
        park = settings.load(self.db)
        number = document.number if document else claim.number if claim else None
        newest = frozen.of_number(self.db, number)[-1:] if number else []
        data: dict[str, Any] = {
            "unchanged": unchanged, "park": {"code": park.code, "name": park.name}, "number": number or None,
            "document": document.kind if document else None, "title": document.title if document else None,
            "month": str(document.month) if document else None,
            "revision": document.revision if document else claim.revision if claim else None,
            "newest_revision": newest[0].revision if newest else None,
            "frozen_at": document.frozen_at.isoformat() if document else None,
            "digest": document.digest if document else claim.digest if claim else None, "form": form,
            "told": [told, *notices],
        }  # fmt: skip
        return Verdict(unchanged, told, notices, data)


def verify_file(park: Park, db: Database, name: str, contents: bytes) -> Verdict:
    """What a file is, and whether its signature holds. Refused where it can be no document of this program, or is not whole."""
    bench = _Bench(park, db, f"“{name}”")
    found = _of_file(bench, name, contents)
    bears = (
        signature(contents, signing_key.certificate(db, park.vault)) if found.data["form"] == PDF else None
    )
    if bears is None:
        return replace(found, data={**found.data, "signature": None})
    said = _signature(bears)
    key = {
        "key": "park" if bears.ours else "other",
        "good": bears.good,
        "fingerprint": bears.fingerprint or None,
    }
    data = {**found.data, "signature": key, "told": [*found.data["told"], said]}
    return replace(found, notices=(*found.notices, said), data=data)


def _signature(bears: Signature) -> str:
    """A signature in words, and what it proves."""
    if bears.good:
        return (
            "It is signed with this park's own key, and nothing in it changed since. That does not prove who held the key:"
            " whoever can open the park can sign."
        )
    if bears.ours and bears.holds:
        return "It was signed with this park's own key, and something was added to it afterwards."
    if bears.ours or not bears.fingerprint:
        return "It bears a signature that does not hold: it was changed after it was signed."
    return f"It is signed with a key that is not this park's, fingerprint {bears.fingerprint}."


def _of_file(bench: _Bench, name: str, contents: bytes) -> Verdict:
    """What a file is, but for its signature."""
    db = bench.db
    kept = frozen.of_file(db, sha256(contents).hexdigest())
    if kept is not None:
        document, form = kept
        told = f"{bench.name} is {_called(document)} of {bench.park_name}, unchanged since it was frozen on {_when(document)}."
        return bench.verdict(True, told, *_newer(bench, document), document=document, form=form)
    form = identity.form_of(name, contents)
    claim = identity.claim_of(name, form, contents)
    if claim is None:
        return bench.verdict(
            False,
            f"{bench.name} carries no mark of this program: no document of this park, or its mark was taken away.",
            form=form,
        )
    if form == JSON:
        return _figures(bench, claim, form)
    return _marked(bench, claim, form, contents)


def verify_words(park: Park, db: Database, text: str) -> Verdict:
    """What printed words are: a QR's text, a foot, or 16 characters of a hash. Refused where they are none of these."""
    claim = identity.claim_in(text)
    if claim is None:
        raise Refused(
            "“{text}” is neither a file nor the text of a QR code, nor {least} characters or more of a document's hash.",
            text=text if len(text) <= 60 else f"{text[:60]}…", least=SHOWN,
        )  # fmt: skip
    return _figures(_Bench(park, db, "This paper"), claim, None)


def _figures(bench: _Bench, claim: Claim, form: str | None) -> Verdict:
    """What a hash of figures belongs to."""
    found = [one for one in frozen.of_digest(bench.db, claim.digest) if claim.number in {"", one.number}]
    if claim.revision is not None:
        found = [one for one in found if one.revision == claim.revision]
    if not found:
        return bench.verdict(False, _unknown(bench, claim), claim=claim, form=form)
    document = found[-1]
    if bench.park.vault.problem(document.digest) is not None:
        return bench.verdict(
            False, f"The figures of {_called(document)} are lost or damaged here; look for them in a backup.",
            document=document, form=form,
        )  # fmt: skip
    told = f"{bench.name} has the figures of {_called(document)} of {bench.park_name}, frozen on {_when(document)}."
    others = [str(one.revision) for one in found[:-1]]
    same = [f"Revision {', '.join(others)} had the same figures."] if others else []
    notices = (*same, *_newer(bench, document))
    if form is None:
        way = f"stpdesk report {document.kind} {document.month} --format pdf --out FILE"
        notices = (*notices, f"Compare the paper with it, for figures beside a hash can be changed: {way}")
    return bench.verdict(True, told, *notices, document=document, form=form)


def _unknown(bench: _Bench, claim: Claim) -> str:
    """Why no document has these figures."""
    if claim.number and (other := _of_another_park(bench, claim)):
        return other
    if claim.number and frozen.of_number(bench.db, claim.number):
        return (
            f"{bench.name} calls itself {_claimed(claim)}, but its hash is not that of the figures on record."
        )
    if claim.number:
        return (
            f"{bench.name} calls itself {_claimed(claim)}, which this park has not frozen; a draft can be checked"
            " as a file only."
        )
    return f"No document that {bench.park_name} has frozen has figures with this hash."


def _marked(bench: _Bench, claim: Claim, form: str, contents: bytes) -> Verdict:
    """What a file is whose bytes are not on record but which says what it is."""
    if other := _of_another_park(bench, claim):
        return bench.verdict(False, other, claim=claim, form=form)
    if claim.revision is None:
        return _draft(bench, claim, form, contents)
    revisions = frozen.of_number(bench.db, claim.number)
    document = next((one for one in revisions if one.revision == claim.revision), None)
    if document is None:
        return bench.verdict(
            False, f"{bench.name} calls itself {_claimed(claim)}, which this park has not frozen.", claim=claim, form=form
        )  # fmt: skip
    if document.digest != claim.digest:
        told = f"{bench.name} calls itself {_claimed(claim)}, but its figures are not those on record: it was changed."
    else:
        told = (
            f"{bench.name} calls itself {_claimed(claim)}, but is not the file that was frozen: it was changed, or saved"
            " anew by another program."
        )
    way = f"The file on record: stpdesk report {document.kind} {document.month} --revision {document.revision} --format {form} --out FILE"  # fmt: skip
    return bench.verdict(False, told, way, *_newer(bench, document), document=document, form=form)


def _draft(bench: _Bench, claim: Claim, form: str, contents: bytes) -> Verdict:
    """What a draft is: drafts are not kept, so it is made again as at its instant and compared."""
    made = f"{bench.name} is a draft of {claim.number} of {bench.park_name}, made on {_instant(claim.made)}"
    later = [
        f"The month was closed since: revision {one.revision} was frozen on {_when(one)}."
        for one in frozen.of_number(bench.db, claim.number)[-1:]
    ]
    alike = False
    for digest, again in _rebuilt(bench, claim, form):
        if again == contents:
            return bench.verdict(True, f"{made}; made again it is the same.", *later, claim=claim, form=form)
        alike = alike or digest == claim.digest
    told = (
        f"{made}; its figures are still those of the park, but the file was changed, saved anew, or made by another"
        " version of this program."
        if alike
        else f"{made}; drafts are not kept, and the park's figures are others now, or it was changed."
    )
    return bench.verdict(False, told, *later, claim=claim, form=form)


def _rebuilt(bench: _Bench, claim: Claim, form: str) -> Iterator[tuple[str, bytes]]:
    """The document of a claim made again as at its instant, for each day its figures may have been taken at."""
    asked, name, day = _asked(bench, claim)
    if name not in catalogue.KINDS or form not in catalogue.KINDS[name].formats or claim.made is None:
        return
    kind = catalogue.KINDS[name]
    noticed = probes.proposals_or_why(bench.park.folder)[0]
    last = local(claim.made - 1).date()
    days = dict.fromkeys([day] if day else [min(asked.month.last, last) if asked.month else last, last])
    for one in days:
        context = Context(bench.db, one, asked.month or Month.of(one), claim.made, noticed, bench.park.vault)
        try:
            found = kind.figures(context, asked)
        except Refused:  # its tenant, lease or floor is not there any more
            continue
        imprint = catalogue.imprint(found, context, asked)
        yield imprint.digest, kind.made(form, found, imprint)


def _asked(bench: _Bench, claim: Claim) -> tuple[Asked, str, date | None]:
    """What a number stands for: what was asked for, the kind, and the day it names."""
    code = settings.code(bench.db)
    name, _, rest = claim.number.removeprefix(f"{code}/").partition("/")
    of, _, last = rest.rpartition("/")
    if not _DAY.fullmatch(last) or name not in catalogue.KINDS:
        return Asked(), "", None
    month = Month.parse(last) if len(last) == len("2026-10") else None
    day = None if month else date.fromisoformat(last)
    scope = catalogue.KINDS[name].scope
    asked = Asked(
        month,
        of if scope is Scope.TENANT else None,
        of if scope is Scope.LEASE else None,
        of if scope is Scope.FLOOR else None,
        of if scope is Scope.NUMBER else None,
    )
    return asked, name, day


def _of_another_park(bench: _Bench, claim: Claim) -> str | None:
    """The sentence for a paper of another park; None for one of this."""
    code, _, _ = claim.number.partition("/")
    if code.casefold() == settings.code(bench.db).casefold():
        return None
    return f"{bench.name} calls itself {_claimed(claim)}, of the park {code}; open that park to check it."


def _newer(bench: _Bench, document: FrozenDocument) -> list[str]:
    """What to know of a document that is not the newest revision: which is, and what it says otherwise."""
    newest = frozen.newest(bench.db, document.month, document.kind)
    if newest is None or newest.revision == document.revision:
        return []
    told = [f"It is not the newest: revision {newest.revision} was frozen on {_when(newest)}."]
    vault = bench.park.vault
    if vault.problem(newest.digest) is None and vault.problem(document.digest) is None:
        now, was = (json.loads(vault.read(one.digest)) for one in (newest, document))
        told += [f"Revision {newest.revision} says: {said}" for said in differences(now, was)]
    return told


def _called(document: FrozenDocument) -> str:
    """A document in a sentence."""
    return f"{document.title} {document.number}, revision {document.revision},"


def _claimed(claim: Claim) -> str:
    """What a paper calls itself."""
    return f"{claim.number}, {'a draft' if claim.revision is None else f'revision {claim.revision}'}"


def _when(document: FrozenDocument) -> str:
    """The day and the person of a closing."""
    return f"{document.frozen_at.astimezone(local(0).tzinfo).date()} by {document.frozen_by}"


def _instant(made: int | None) -> str:
    """An instant as the park's clocks show it."""
    return "a day it does not tell" if made is None else f"{local(made):%Y-%m-%d %H:%M}"
