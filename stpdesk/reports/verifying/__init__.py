"""Which document of this park a paper is, and whether it is unchanged: `stpdesk verify`."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from stpdesk.core.differences import differences
from stpdesk.core.errors import Refused
from stpdesk.core.frozen import PDF, FrozenDocument
from stpdesk.db import frozen, settings, signing_key
from stpdesk.reports import identity
from stpdesk.reports.figures.imprint import SHOWN
from stpdesk.reports.identity import JSON, Claim
from stpdesk.reports.signing import Signature, signature
from stpdesk.reports.verifying.drafts import draft
from stpdesk.reports.verifying.issued import file_of_issued, issued_paper, words_of_issued
from stpdesk.reports.verifying.verdict import Bench, Verdict, claimed, when

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.park import Park

__all__ = ["Verdict", "verify_file", "verify_words"]


def verify_file(park: Park, db: Database, name: str, contents: bytes) -> Verdict:
    """What a file is, and whether its signature holds. Refused where it can be no document of this program, or is not whole."""
    bench = Bench(park, db, f"“{name}”")
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


def _of_file(bench: Bench, name: str, contents: bytes) -> Verdict:
    """What a file is, but for its signature."""
    db = bench.db
    kept = frozen.of_file(db, sha256(contents).hexdigest())
    if kept is not None:
        document, form = kept
        told = f"{bench.name} is {_called(document)} of {bench.park_name}, unchanged since it was frozen on {when(document)}."
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
    return _figures(Bench(park, db, "This paper"), claim, None)


def _figures(bench: Bench, claim: Claim, form: str | None) -> Verdict:
    """What a hash of figures belongs to."""
    if claim.number and (paper := issued_paper(bench, claim)) is not None:
        return words_of_issued(bench, claim, paper)
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
    told = f"{bench.name} has the figures of {_called(document)} of {bench.park_name}, frozen on {when(document)}."
    others = [str(one.revision) for one in found[:-1]]
    same = [f"Revision {', '.join(others)} had the same figures."] if others else []
    notices = (*same, *_newer(bench, document))
    if form is None:
        way = f"stpdesk report {document.kind} {document.month} --format pdf --out FILE"
        notices = (*notices, f"Compare the paper with it, for figures beside a hash can be changed: {way}")
    return bench.verdict(True, told, *notices, document=document, form=form)


def _unknown(bench: Bench, claim: Claim) -> str:
    """Why no document has these figures."""
    if claim.number and (other := _of_another_park(bench, claim)):
        return other
    if claim.number and frozen.of_number(bench.db, claim.number):
        return (
            f"{bench.name} calls itself {claimed(claim)}, but its hash is not that of the figures on record."
        )
    if claim.number:
        return (
            f"{bench.name} calls itself {claimed(claim)}, which this park has not frozen; a draft can be checked"
            " as a file only."
        )
    return (
        f"No document that {bench.park_name} has frozen has figures with this hash. Of an invoice type its number before"
        " the hash, too."
    )


def _marked(bench: Bench, claim: Claim, form: str, contents: bytes) -> Verdict:
    """What a file is whose bytes are not on record but which says what it is."""
    if other := _of_another_park(bench, claim):
        return bench.verdict(False, other, claim=claim, form=form)
    if (paper := issued_paper(bench, claim)) is not None:
        return file_of_issued(bench, claim, paper, form, contents)
    if claim.revision is None:
        return draft(bench, claim, form, contents)
    revisions = frozen.of_number(bench.db, claim.number)
    document = next((one for one in revisions if one.revision == claim.revision), None)
    if document is None:
        return bench.verdict(
            False, f"{bench.name} calls itself {claimed(claim)}, which this park has not frozen.", claim=claim, form=form
        )  # fmt: skip
    if document.digest != claim.digest:
        told = f"{bench.name} calls itself {claimed(claim)}, but its figures are not those on record: it was changed."
    else:
        told = (
            f"{bench.name} calls itself {claimed(claim)}, but is not the file that was frozen: it was changed, or saved"
            " anew by another program."
        )
    way = f"The file on record: stpdesk report {document.kind} {document.month} --revision {document.revision} --format {form} --out FILE"  # fmt: skip
    return bench.verdict(False, told, way, *_newer(bench, document), document=document, form=form)


def _of_another_park(bench: Bench, claim: Claim) -> str | None:
    """The sentence for a paper of another park; None for one of this."""
    code, _, _ = claim.number.partition("/")
    if code.casefold() == settings.code(bench.db).casefold():
        return None
    return f"{bench.name} calls itself {claimed(claim)}, of the park {code}; open that park to check it."


def _newer(bench: Bench, document: FrozenDocument) -> list[str]:
    """What to know of a document that is not the newest revision: which is, and what it says otherwise."""
    newest = frozen.newest(bench.db, document.month, document.kind)
    if newest is None or newest.revision == document.revision:
        return []
    told = [f"It is not the newest: revision {newest.revision} was frozen on {when(newest)}."]
    vault = bench.park.vault
    if vault.problem(newest.digest) is None and vault.problem(document.digest) is None:
        now, was = (json.loads(vault.read(one.digest)) for one in (newest, document))
        told += [f"Revision {newest.revision} says: {said}" for said in differences(now, was)]
    return told


def _called(document: FrozenDocument) -> str:
    """A document in a sentence."""
    return f"{document.title} {document.number}, revision {document.revision},"
