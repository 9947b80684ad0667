"""The number of the Federal Board of Revenue on a document: entered when it comes, put right, never on two."""

from __future__ import annotations

import pytest

from stpdesk.actions.fbr import LONGEST_CODE, LONGEST_NUMBER, set_fbr_number
from stpdesk.core.documents import Fbr
from stpdesk.core.errors import Refused
from stpdesk.reports.figures.issued import issued_imprint
from stpdesk.reports.figures.papers import paper_json

from .conftest import Desk


@pytest.fixture
def billed(desk: Desk) -> Desk:
    """Invoices 1 and 2."""
    desk.let(start="2026-01-01").bill("2026-08", "2026-09")
    return desk


FIRST, SECOND = "GLT/INV/2026-27/00001", "GLT/INV/2026-27/00002"


def test_a_number_is_entered_and_put_right_and_its_code_holds_it(billed: Desk) -> None:
    paper = billed.only("2026-10")
    assert paper.fbr is None and "fbr" not in paper_json(paper)
    set_fbr_number(billed.session, str(paper.number).lower(), " 7000007DI1 ")
    assert billed.find(paper).fbr == Fbr("7000007DI1", "7000007DI1")
    set_fbr_number(billed.session, str(paper.number), "7000007DI2", "https://fbr.gov.pk/7000007DI2")
    found = billed.find(paper)
    assert found.fbr == Fbr("7000007DI2", "https://fbr.gov.pk/7000007DI2")
    assert paper_json(found)["fbr"]["number"] == "7000007DI2"
    assert issued_imprint(found) == issued_imprint(paper)


@pytest.mark.parametrize(
    ("number", "fbr_number", "qr", "why"),
    [
        (FIRST, " ", None, "Give the number"),
        (FIRST, "7" * (LONGEST_NUMBER + 1), None, "at most"),
        (FIRST, "7", "x" * (LONGEST_CODE + 1), "QR code"),
        (FIRST, "7000007di9", None, SECOND),
        ("GLT/INV/2026-27/00077", "7", None, "no document"),
    ],
)
def test_what_cannot_be_a_number_is_refused(
    billed: Desk, number: str, fbr_number: str, qr: str | None, why: str
) -> None:
    set_fbr_number(billed.session, SECOND, "7000007DI9")
    head = billed.head()
    with pytest.raises(Refused, match=why):
        set_fbr_number(billed.session, number, fbr_number, qr)
    assert billed.head() == head
