"""The number the Federal Board of Revenue gives an issued document, which comes from the board's own portal."""

from __future__ import annotations

from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.db import documents, fbr_numbers

LONGEST_NUMBER, LONGEST_CODE = 60, 150
"""Characters a number has at most, and bytes its QR code holds."""


def set_fbr_number(session: Session, number: str, fbr_number: str, qr: str | None = None) -> Changes:
    """Enters a document's number of the board, or puts it right; `qr` where its code holds something else.

    Refused without a number, where it is too long to print, or where another document has it.
    """
    session.require(Role.ACCOUNTS)
    typed, code = " ".join(fbr_number.split()), (qr or "").strip() or None
    if not typed:
        raise Refused("Give the number that the FBR gave the document.", field="fbr_number")
    if len(typed) > LONGEST_NUMBER:
        raise Refused("An FBR number has at most {most} characters.", field="fbr_number", most=LONGEST_NUMBER)
    if code and len(code.encode()) > LONGEST_CODE:
        raise Refused("A QR code here holds at most {most} bytes.", field="qr", most=LONGEST_CODE)
    with session.park.writing() as db:
        paper = documents.stub(db, number)
        other = fbr_numbers.owner(db, typed)
        if other is not None and other != paper.number:
            raise Refused(
                "{fbr} is the FBR number of {other}; look at it again.",
                field="fbr_number",
                fbr=typed,
                other=other,
            )
        fbr_numbers.enter(db, paper.id, typed, code)
    return Changes({"invoices"}, number=paper.number, fbr_number=typed)
